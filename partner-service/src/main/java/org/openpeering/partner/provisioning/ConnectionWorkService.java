/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringWriter;

/** What the operator tells of the work on a connection besides the decisions that it waits for. */
@ApplicationScoped
public class ConnectionWorkService {
    private static final int LONGEST_REASON = 1000;

    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final SessionStates states;
    private final ConnectionApprovals approvals;

    ConnectionWorkService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            SessionStates states,
            ConnectionApprovals approvals) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.states = states;
        this.approvals = approvals;
    }

    /** It waits for somebody outside; the reason says for whom and what. */
    @WithTransaction
    public Uni<Outcome<Peering>> block(ConnectionWorkSpec spec, Preconditions conditions) {
        return carryOut(News.reasoned(spec, ConnectionEvent.BLOCKED), conditions, null);
    }

    /** It goes on where it stood. */
    @WithTransaction
    public Uni<Outcome<Peering>> resume(ConnectionWorkSpec spec, Preconditions conditions) {
        return carryOut(News.of(spec, ConnectionEvent.RESUMED, new Violations()), conditions, null);
    }

    /** It can not be done; the reason says why. */
    @WithTransaction
    public Uni<Outcome<Peering>> fail(ConnectionWorkSpec spec, Preconditions conditions, Caller caller) {
        return carryOut(News.reasoned(spec, ConnectionEvent.REJECTED), conditions, caller);
    }

    /** What the operator tells, of which connection. */
    private record News(
            ResourceId peering,
            String connection,
            ConnectionEvent event,
            @Nullable String reason) {
        static Checked<News> reasoned(ConnectionWorkSpec spec, ConnectionEvent event) {
            Violations violations = new Violations();
            String reason = spec.reason() == null ? "" : spec.reason().strip();
            if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
                violations.add("reason", "reason is required, at most " + LONGEST_REASON + " characters.");
            }
            return of(spec, event, violations);
        }

        static Checked<News> of(ConnectionWorkSpec spec, ConnectionEvent event, Violations violations) {
            if (spec.peeringId() == null) {
                violations.add("peeringId", "peeringId is required.");
            }
            if (spec.connectionIdentifier() == null) {
                violations.add("connectionIdentifier", "connectionIdentifier is required.");
            }
            if (spec.peeringId() == null || spec.connectionIdentifier() == null || !violations.none()) {
                return new Checked.Invalid<>(violations.error());
            }
            String reason = event == ConnectionEvent.RESUMED || spec.reason() == null
                    ? null
                    : spec.reason().strip();
            return new Checked.Valid<>(new News(spec.peeringId(), spec.connectionIdentifier(), event, reason));
        }

        /** The connection in question; refuses what can not happen to it. */
        Connection in(Peering held) {
            Optional<Connection> found = held.connection(connection);
            return found.filter(one -> one.allows(event)).orElseThrow(() -> new Refusal(impossible(found, event)));
        }
    }

    /** @param ending who ends with it what waits for a decision, null for nobody */
    private Uni<Outcome<Peering>> carryOut(Checked<News> told, Preconditions conditions, @Nullable Caller ending) {
        return Uni.createFrom()
                .item(told::orRefuse)
                .chain(news -> repository
                        .lockWithMetro(news.peering())
                        .invoke(held -> require(held, news, conditions))
                        .chain(held -> after(held, news.in(held).identifier(), news, ending)))
                .<Outcome<Peering>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private static void require(@Nullable Peering held, News news, Preconditions conditions) {
        if (held == null) {
            throw new Refusal(Peering.missing(news.peering()));
        }
        conditions.require(OptionalLong.of(held.revision()));
    }

    private Uni<Peering> after(Peering held, String identifier, News news, @Nullable Caller ending) {
        Peering told = held.one(identifier, connection -> after(connection, news));
        Uni<Void> withdrawn = ending == null
                ? Uni.createFrom().voidItem()
                : approvals.withdraw(
                        held, identifier, ConnectionApprovals.KINDS, String.valueOf(news.reason()), ending);
        return withdrawn
                .chain(() -> provisioning.release(held, told, identifier))
                .chain(states::looked)
                .chain(looked -> writer.save(held, looked));
    }

    private static Connection after(Connection connection, News news) {
        Connection next = connection.after(news.event(), news.reason());
        return next.state() == ConnectionState.PROVISIONING_FAILED ? next.withPending(null) : next;
    }

    private static ApiError impossible(Optional<Connection> connection, ConnectionEvent event) {
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
