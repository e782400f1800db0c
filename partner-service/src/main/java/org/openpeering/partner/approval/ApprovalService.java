/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Violations;

/** The operator's queue. */
@ApplicationScoped
public class ApprovalService {
    private static final int LONGEST_REASON = 1000;

    private final ApprovalRepository repository;
    private final List<Decidable> owners;

    ApprovalService(ApprovalRepository repository, @All List<Decidable> owners) {
        this.repository = repository;
        this.owners = owners;
    }

    @Transactional
    public List<ApprovalEntity> list(@Nullable ApprovalState state, long after) {
        return repository.list(state, after, Page.SIZE + 1);
    }

    @Transactional
    public Outcome<ApprovalEntity> get(String id) {
        return find(id).<Outcome<ApprovalEntity>>map(Outcome.Found::new).orElseGet(() -> missing(id));
    }

    /** Decides a waiting item and does what follows, or refuses and changes nothing. */
    @Transactional
    public Outcome<ApprovalEntity> decide(String id, boolean approved, @Nullable String reason, Caller caller) {
        String said = reason == null || reason.isBlank() ? null : reason.strip();
        if (said == null && !approved) {
            return refused(ErrorCode.INVALID_PARAMETER, "reason", "A rejection needs a reason; the partner reads it.");
        }
        if (said != null && said.length() > LONGEST_REASON) {
            return refused(
                    ErrorCode.INVALID_PARAMETER,
                    "reason",
                    "The reason must have at most " + LONGEST_REASON + " characters.");
        }
        Optional<ApprovalEntity> item = find(id);
        return item.isEmpty() ? missing(id) : decide(item.get(), Decision.of(approved, said, caller, Instant.now()));
    }

    private Outcome<ApprovalEntity> decide(ApprovalEntity item, Decision decision) {
        if (item.state() != ApprovalState.WAITING) {
            return refused(
                    ErrorCode.CONFLICT,
                    "id",
                    "The item is decided already: " + item.state().wire() + ".");
        }
        Decidable owner = owners.stream()
                .filter(candidate -> candidate.kinds().contains(item.kind()))
                .findFirst()
                .orElseThrow();
        Optional<ApiError> refusal = owner.decide(item, decision);
        return refusal.isPresent()
                ? new Outcome.Refused<>(refusal.get())
                : new Outcome.Found<>(repository.find(item.id()).orElseThrow());
    }

    private Optional<ApprovalEntity> find(String id) {
        try {
            return repository.find(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Outcome<ApprovalEntity> missing(String id) {
        return refused(
                ErrorCode.RESOURCE_NOT_FOUND, "id", "The approval '" + Violations.shown(id) + "' was not found.");
    }

    private static Outcome<ApprovalEntity> refused(ErrorCode code, String target, String message) {
        return new Outcome.Refused<>(ApiError.at(code, target, message));
    }
}
