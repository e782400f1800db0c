/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;

/** What the operator tells of the work on a connection besides the decisions that it waits for. */
@ApplicationScoped
public class ConnectionWorkService {
    private static final int LONGEST_REASON = 1000;

    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final MetroRepository metros;
    private final ApprovalRepository approvals;

    ConnectionWorkService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            MetroRepository metros,
            ApprovalRepository approvals) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.metros = metros;
        this.approvals = approvals;
    }

    /** It waits for somebody outside; the reason says for whom and what. */
    @Transacted
    public Outcome<PeeringEntity> block(ConnectionWorkSpec spec) {
        return told(spec, ConnectionEvent.BLOCKED, true, null);
    }

    /** It goes on where it stood. */
    @Transacted
    public Outcome<PeeringEntity> resume(ConnectionWorkSpec spec) {
        return told(spec, ConnectionEvent.RESUMED, false, null);
    }

    /** It can not be done; the reason says why. */
    @Transacted
    public Outcome<PeeringEntity> fail(ConnectionWorkSpec spec, Caller caller) {
        return told(spec, ConnectionEvent.REJECTED, true, caller);
    }

    private Outcome<PeeringEntity> told(
            ConnectionWorkSpec spec, ConnectionEvent event, boolean needsReason, @Nullable Caller ending) {
        Violations violations = new Violations();
        String reason = spec.reason() == null ? "" : spec.reason().strip();
        if (needsReason && (reason.isEmpty() || reason.length() > LONGEST_REASON)) {
            violations.add("reason", "reason is required, at most " + LONGEST_REASON + " characters.");
        }
        if (spec.peeringId() == null) {
            violations.add("peeringId", "peeringId is required.");
        }
        if (spec.connectionIdentifier() == null) {
            violations.add("connectionIdentifier", "connectionIdentifier is required.");
        }
        if (spec.peeringId() == null || spec.connectionIdentifier() == null || !violations.none()) {
            return new Outcome.Refused<>(violations.error());
        }
        Optional<PeeringEntity> held = repository.hold(spec.peeringId(), metros);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(PeeringService.missing(spec.peeringId()));
        }
        Optional<ConnectionEntity> connection = held.get().connection(spec.connectionIdentifier());
        if (connection.isEmpty() || !connection.get().allows(event)) {
            return new Outcome.Refused<>(impossible(connection, event));
        }
        return new Outcome.Found<>(after(held.get(), connection.get(), event, reason, ending));
    }

    private PeeringEntity after(
            PeeringEntity held,
            ConnectionEntity connection,
            ConnectionEvent event,
            String reason,
            @Nullable Caller ending) {
        String identifier = connection.identifier();
        if (ending != null) {
            Work.await(() -> approvals.withdraw(
                    held.id(), identifier, provisioning.kinds(), Decision.withdrawn(reason, ending, Instant.now())));
        }
        PeeringEntity told = held.one(identifier, same -> {
            ConnectionEntity next = same.after(event, event == ConnectionEvent.RESUMED ? null : reason);
            return next.state() == ConnectionState.PROVISIONING_FAILED
                    ? provisioning.letGo(held, next.asking(null))
                    : next;
        });
        return writer.save(held, provisioning.looked(told));
    }

    private static ApiError impossible(Optional<ConnectionEntity> connection, ConnectionEvent event) {
        return connection
                .map(held -> ApiError.at(
                        ErrorCode.CONFLICT,
                        "connectionIdentifier",
                        "The connection is %s; that can not become %s."
                                .formatted(held.state().wire(), event.wire())))
                .orElseGet(() -> ApiError.at(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "connectionIdentifier",
                        "The peering has no connection with this identifier."));
    }
}
