/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.Approval.Comment;
import org.openpeering.partner.approval.Approval.Vote;
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

    @WithSession
    public Uni<List<Approval>> list(ApprovalFilter filter, long after) {
        return repository.page(filter, after);
    }

    @WithSession
    public Uni<Outcome<ApprovalDossier>> get(String id) {
        return dossier(() -> find(id));
    }

    /** Approves a waiting item and does what follows, or refuses and changes nothing. */
    @WithTransaction
    public Uni<Outcome<ApprovalDossier>> approve(
            String id, @Nullable String reason, Preconditions conditions, Caller caller) {
        return dossier(() -> {
            String said = text("reason", reason);
            return waiting(id, conditions)
                    .map(item -> new Deciding(item, Decision.approve(said, caller, Instant.now())))
                    .invoke(this::refuseRequester)
                    .chain(this::approve);
        });
    }

    /** Rejects a waiting item and does what follows, or refuses and changes nothing. */
    @WithTransaction
    public Uni<Outcome<ApprovalDossier>> reject(
            String id, @Nullable String reason, Preconditions conditions, Caller caller) {
        return dossier(() -> {
            String said = required(reason);
            return waiting(id, conditions)
                    .map(item -> new Deciding(item, Decision.reject(said, caller, Instant.now())))
                    .chain(this::decide);
        });
    }

    /** A decision on its way to the item that it is about. */
    private record Deciding(Approval item, Decision decision) {}

    private void refuseRequester(Deciding deciding) {
        if (deciding.item().requestedBy().equals(deciding.decision().by()) && !policy.requesterMayApprove()) {
            throw secondPerson("Who asked for it may not approve it; another must.");
        }
    }

    /** The last yes decides. */
    private Uni<Approval> approve(Deciding deciding) {
        return repository
                .votes(deciding.item().id())
                .map(votes -> others(votes, deciding.decision().by()) + 1)
                .chain(yes -> yes < policy.needed(deciding.item().kind()) ? support(deciding) : decide(deciding));
    }

    private static long others(List<Vote> votes, String than) {
        return votes.stream().filter(vote -> !vote.by().equals(than)).count();
    }

    private Uni<Approval> decide(Deciding deciding) {
        Approval item = deciding.item();
        Decision decision = deciding.decision();
        return owner(item)
                .decide(item, decision)
                .onItem()
                .ifNotNull()
                .transformToUni(error -> Uni.createFrom().failure(new Refusal(error)))
                .chain(() -> record(
                        item,
                        AuditAction.DECIDED,
                        decision.reason() == null
                                ? Map.of("state", decision.state())
                                : Map.of("state", decision.state(), "reason", decision.reason())))
                .replaceWith(() -> item.decided(decision));
    }

    private Uni<Approval> support(Deciding deciding) {
        Decision decision = deciding.decision();
        Vote vote = new Vote(decision.by(), decision.at(), decision.reason(), decision.tokenId());
        return repository
                .vote(deciding.item().id(), vote)
                .invoke(added -> {
                    if (!added) {
                        throw secondPerson("You have approved it already; a second operator must.");
                    }
                })
                .chain(() -> record(deciding.item(), AuditAction.SUPPORTED, Map.of()))
                .replaceWith(deciding.item());
    }

    private static Refusal secondPerson(String message) {
        return refusal(ErrorCode.SECOND_PERSON_REQUIRED, "id", message);
    }

    /** @param assignee null: nobody in particular */
    @WithTransaction
    public Uni<Outcome<ApprovalDossier>> assign(String id, @Nullable String assignee, Preconditions conditions) {
        return dossier(() -> {
            String name = text("assignee", assignee);
            return waiting(id, conditions)
                    .call(item -> repository.assign(item.id(), name).invoke(ApprovalService::refuseClosed))
                    .call(item ->
                            record(item, AuditAction.ASSIGNED, name == null ? Map.of() : Map.of("assignee", name)))
                    .map(item -> item.assigned(name));
        });
    }

    private static void refuseClosed(boolean assigned) {
        if (!assigned) {
            throw refusal(ErrorCode.CONFLICT, "id", "The item does not wait any more.");
        }
    }

    /** Comments stay possible after the decision. */
    @WithTransaction
    public Uni<Outcome<ApprovalDossier>> comment(
            String id, @Nullable String text, Preconditions conditions, Caller caller) {
        return dossier(() -> {
            String said = text("text", text);
            if (said == null) {
                throw refusal(ErrorCode.INVALID_PARAMETER, "text", "text is required.");
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            return locked(id, conditions)
                    .call(item -> repository.comment(item.id(), new Comment(caller.subject(), now, said)))
                    .call(item -> record(item, AuditAction.COMMENTED, Map.of("text", said)));
        });
    }

    /** What becomes of an item, with its dossier; what the steps refuse is an answer. */
    private Uni<Outcome<ApprovalDossier>> dossier(Supplier<Uni<? extends Approval>> steps) {
        return Uni.createFrom()
                .deferred(steps)
                .chain(this::dossier)
                .<Outcome<ApprovalDossier>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<ApprovalDossier> dossier(Approval item) {
        return owner(item)
                .facts(item)
                .map(facts -> ApprovalDossier.of(item, policy.needed(item.kind()), facts))
                .chain(this::written);
    }

    private Uni<ApprovalDossier> written(ApprovalDossier dossier) {
        UUID item = dossier.item().id();
        return repository
                .votes(item)
                .map(dossier::supported)
                .chain(supported -> repository.comments(item).map(supported::commented));
    }

    /** An item that waits, while no other operator decides it. */
    private Uni<Approval> waiting(String id, Preconditions conditions) {
        return locked(id, conditions).invoke(item -> {
            if (item.state() != ApprovalState.WAITING) {
                throw refusal(
                        ErrorCode.CONFLICT,
                        "id",
                        "The item does not wait any more: " + item.state().wire() + ".");
            }
        });
    }

    /** An item that no other operator changes, and that is what the caller has read. */
    private Uni<Approval> locked(String id, Preconditions conditions) {
        UUID key = key(id);
        return repository
                .lock(key)
                .chain(() -> find(id))
                .call(item -> conditions.equals(Preconditions.NONE)
                        ? Uni.createFrom().voidItem()
                        : written(ApprovalDossier.of(item, 0, List.of()))
                                .invoke(held -> conditions.require(OptionalLong.of(held.revision()))));
    }

    private Uni<Approval> find(String id) {
        return repository.find(key(id)).onItem().ifNull().failWith(() -> missing(id));
    }

    private Decidable owner(Approval item) {
        return owners.stream()
                .filter(candidate -> candidate.kinds().contains(item.kind()))
                .findFirst()
                .orElseThrow();
    }

    private Uni<Void> record(Approval item, AuditAction action, Map<String, ?> details) {
        Map<String, Object> all = new HashMap<>(details);
        all.put("item", item.id());
        all.put("kind", item.kind());
        if (item.connection() != null) {
            all.put("connection", item.connection());
        }
        return audit.did(item.resource().toString(), action, all);
    }

    private static UUID key(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw missing(id);
        }
    }

    private static Refusal missing(String id) {
        return refusal(
                ErrorCode.RESOURCE_NOT_FOUND, "id", "The approval '" + Violations.shown(id) + "' was not found.");
    }

    private static String required(@Nullable String reason) {
        String said = text("reason", reason);
        if (said == null) {
            throw refusal(ErrorCode.INVALID_PARAMETER, "reason", "A rejection needs a reason; the partner reads it.");
        }
        return said;
    }

    /** What was written, if anything was. */
    private static @Nullable String text(String target, @Nullable String given) {
        String text = given == null || given.isBlank() ? null : given.strip();
        if (text != null && text.length() > LONGEST_TEXT) {
            throw refusal(
                    ErrorCode.INVALID_PARAMETER,
                    target,
                    "The " + target + " must have at most " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private static Refusal refusal(ErrorCode code, String target, String message) {
        return new Refusal(ApiError.at(code, target, message));
    }
}
