/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalEntity.Comment;
import org.openpeering.partner.approval.ApprovalEntity.Vote;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;

/** The operator's queue. */
@ApplicationScoped
public class ApprovalService {
    private static final int LONGEST_TEXT = 1000;

    private final ApprovalRepository repository;
    private final ApprovalPolicy policy;
    private final AuditTrail audit;
    private final List<Decidable> owners;

    ApprovalService(
            ApprovalRepository repository, ApprovalPolicy policy, AuditTrail audit, @All List<Decidable> owners) {
        this.repository = repository;
        this.policy = policy;
        this.audit = audit;
        this.owners = owners;
    }

    @Transacted
    public List<ApprovalEntity> list(ApprovalFilter filter, long after) {
        return repository.list(filter, after, Page.SIZE + 1);
    }

    @Transacted
    public Outcome<ApprovalDossier> get(String id) {
        return find(id).<Outcome<ApprovalDossier>>map(item -> new Outcome.Found<>(dossier(item)))
                .orElseGet(() -> missing(id));
    }

    private ApprovalDossier dossier(ApprovalEntity item) {
        return new ApprovalDossier(
                item,
                policy.needed(item.kind()),
                repository.votes(item.id()),
                repository.comments(item.id()),
                owner(item).evidence(item));
    }

    /** Decides a waiting item and does what follows, or refuses and changes nothing. */
    @Transacted
    public Outcome<ApprovalDossier> decide(String id, boolean approved, @Nullable String reason, Caller caller) {
        String said = reason == null || reason.isBlank() ? null : reason.strip();
        if (said == null && !approved) {
            return refused(ErrorCode.INVALID_PARAMETER, "reason", "A rejection needs a reason; the partner reads it.");
        }
        if (said != null && said.length() > LONGEST_TEXT) {
            return tooLong("reason");
        }
        return waiting(id, item -> decide(item, Decision.of(approved, said, caller, Instant.now())));
    }

    private Outcome<ApprovalDossier> decide(ApprovalEntity item, Decision decision) {
        if (decision.approved() && item.requestedBy().equals(decision.by()) && !policy.requesterMayApprove()) {
            return secondPerson("Who asked for it may not approve it; another must.");
        }
        if (decision.approved() && supporters(item, decision.by()) + 1 < policy.needed(item.kind())) {
            return support(item, decision);
        }
        Optional<ApiError> refusal = owner(item).decide(item, decision);
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        record(
                item,
                AuditAction.DECIDED,
                decision.reason() == null
                        ? Map.of("state", decision.state())
                        : Map.of("state", decision.state(), "reason", decision.reason()));
        return new Outcome.Found<>(dossier(repository.find(item.id()).orElseThrow()));
    }

    /** How many other operators have said yes. */
    private long supporters(ApprovalEntity item, String except) {
        return repository.votes(item.id()).stream()
                .filter(vote -> !vote.by().equals(except))
                .count();
    }

    private Outcome<ApprovalDossier> support(ApprovalEntity item, Decision decision) {
        Vote vote = new Vote(decision.by(), decision.at(), decision.reason(), decision.tokenId());
        if (!repository.vote(item.id(), vote)) {
            return secondPerson("You have approved it already; a second operator must.");
        }
        record(item, AuditAction.SUPPORTED, Map.of());
        return new Outcome.Found<>(dossier(item));
    }

    private static <T> Outcome<T> secondPerson(String message) {
        return refused(ErrorCode.SECOND_PERSON_REQUIRED, "id", message);
    }

    /** @param assignee null: nobody in particular */
    @Transacted
    public Outcome<ApprovalDossier> assign(String id, @Nullable String assignee) {
        String name = assignee == null || assignee.isBlank() ? null : assignee.strip();
        if (name != null && name.length() > LONGEST_TEXT) {
            return tooLong("assignee");
        }
        return waiting(id, item -> {
            repository.assign(item.id(), name);
            record(item, AuditAction.ASSIGNED, name == null ? Map.of() : Map.of("assignee", name));
            return new Outcome.Found<>(dossier(repository.find(item.id()).orElseThrow()));
        });
    }

    /** Comments stay possible after the decision. */
    @Transacted
    public Outcome<ApprovalDossier> comment(String id, @Nullable String text, Caller caller) {
        if (text == null || text.isBlank()) {
            return refused(ErrorCode.INVALID_PARAMETER, "text", "text is required.");
        }
        if (text.length() > LONGEST_TEXT) {
            return tooLong("text");
        }
        Optional<ApprovalEntity> item = find(id);
        if (item.isEmpty()) {
            return missing(id);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        repository.comment(item.get().id(), new Comment(caller.subject(), now, text.strip()));
        record(item.get(), AuditAction.COMMENTED, Map.of("text", text.strip()));
        return new Outcome.Found<>(dossier(item.get()));
    }

    /** Does something with an item that waits, while no other operator decides it. */
    private Outcome<ApprovalDossier> waiting(String id, Function<ApprovalEntity, Outcome<ApprovalDossier>> work) {
        Optional<UUID> key = key(id);
        key.ifPresent(repository::takeUp);
        Optional<ApprovalEntity> item = key.flatMap(repository::find);
        if (item.isEmpty()) {
            return missing(id);
        }
        return item.get().state() == ApprovalState.WAITING
                ? work.apply(item.get())
                : refused(
                        ErrorCode.CONFLICT,
                        "id",
                        "The item does not wait any more: " + item.get().state().wire() + ".");
    }

    private Decidable owner(ApprovalEntity item) {
        return owners.stream()
                .filter(candidate -> candidate.kinds().contains(item.kind()))
                .findFirst()
                .orElseThrow();
    }

    private void record(ApprovalEntity item, AuditAction action, Map<String, ?> details) {
        Map<String, Object> all = new HashMap<>(details);
        all.put("item", item.id());
        all.put("kind", item.kind());
        if (item.connection() != null) {
            all.put("connection", item.connection());
        }
        Work.await(() -> audit.did(item.resource().toString(), action, all));
    }

    private Optional<ApprovalEntity> find(String id) {
        return key(id).flatMap(repository::find);
    }

    private static Optional<UUID> key(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Outcome<T> missing(String id) {
        return refused(
                ErrorCode.RESOURCE_NOT_FOUND, "id", "The approval '" + Violations.shown(id) + "' was not found.");
    }

    private static <T> Outcome<T> tooLong(String target) {
        return refused(
                ErrorCode.INVALID_PARAMETER,
                target,
                "The " + target + " must have at most " + LONGEST_TEXT + " characters.");
    }

    private static <T> Outcome<T> refused(ErrorCode code, String target, String message) {
        return new Outcome.Refused<>(ApiError.at(code, target, message));
    }
}
