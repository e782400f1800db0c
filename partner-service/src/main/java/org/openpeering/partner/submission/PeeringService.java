/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Tags;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.PeeringRules;
import org.openpeering.partner.peering.PeeringSpec;
import org.openpeering.partner.peering.PeeringWriter;
import org.openpeering.partner.provisioning.ConnectionApprovals;

/** The use cases of peerings. */
@ApplicationScoped
public class PeeringService {
    private static final int ATTEMPTS = 3;

    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringSubmission submission;
    private final PeeringCreation creation;
    private final ConnectionApprovals approvals;
    private final PartnerConfig config;

    PeeringService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringSubmission submission,
            PeeringCreation creation,
            ConnectionApprovals approvals,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.submission = submission;
        this.creation = creation;
        this.approvals = approvals;
        this.config = config;
    }

    /** @param resourceGroup null: all of the subscription */
    @WithSession
    public Uni<List<Peering>> list(Subscription subscription, @Nullable String resourceGroup, String after) {
        return repository.page(subscription, resourceGroup, after);
    }

    @WithSession
    public Uni<Outcome<Peering>> get(ResourceId id) {
        return repository
                .find(id)
                .map(found -> found == null ? new Outcome.Refused<>(Peering.missing(id)) : new Outcome.Found<>(found));
    }

    /**
     * Creates it, or makes the changes that are allowed. A request that changes nothing is answered by what was found,
     * without any lock: the answer is true of the moment at which that was read, as if the request had come then.
     */
    public Uni<Outcome<Peering>> put(
            ResourceId id, PeeringSpec spec, ApiVersion version, Preconditions preconditions, Caller caller) {
        return switch (PeeringRules.check(spec, config, version)) {
            case Checked.Invalid<PeeringRequest>(ApiError error) ->
                Uni.createFrom().item(new Outcome.Refused<>(error));
            case Checked.Valid<PeeringRequest>(PeeringRequest request) ->
                Uni.createFrom()
                        .deferred(() -> put(new PeeringPut(id, request, preconditions, caller)))
                        .onFailure(Vanished.class)
                        .retry()
                        .atMost(ATTEMPTS)
                        .onFailure(Vanished.class)
                        .recoverWithItem(() -> new Outcome.Refused<>(PeeringCreation.BEING_DELETED));
        };
    }

    @WithTransaction
    protected Uni<Outcome<Peering>> put(PeeringPut put) {
        return repository
                .find(put.id())
                .chain(seen -> seen == null ? creation.create(put) : put(put, seen))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<Peering>> put(PeeringPut put, Peering seen) {
        return put.isSo(seen)
                ? Uni.createFrom().item(new Outcome.Found<>(seen))
                : repository
                        .lockWithAddresses(seen, put.request().peers())
                        .onItem()
                        .ifNull()
                        .failWith(Vanished::new)
                        .chain(held -> submission.change(put, held));
    }

    /** Replaces the tags. */
    @WithTransaction
    public Uni<Outcome<Peering>> tag(ResourceId id, TagsSpec spec, Preconditions preconditions) {
        Violations violations = new Violations();
        Map<String, String> tags = Tags.check(spec.tags(), violations::add);
        if (!violations.none()) {
            return Uni.createFrom().item(new Outcome.Refused<>(violations.error()));
        }
        return repository
                .lock(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Peering.missing(id)))
                .invoke(held -> PeeringPut.require(preconditions, held))
                .chain(held -> spec.tags() == null || tags.equals(held.tags())
                        ? Uni.createFrom().item(held)
                        : writer.save(held, held.described(held.sku(), tags)))
                .<Outcome<Peering>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    @WithTransaction
    public Uni<Outcome<Peering>> delete(ResourceId id, Preconditions preconditions, Caller caller) {
        return repository
                .lockWithMetro(id)
                .chain(held -> held == null
                        ? Uni.createFrom().<Outcome<Peering>>item(new Outcome.Absent<>())
                        : delete(held, preconditions, caller))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<Peering>> delete(Peering held, Preconditions preconditions, Caller caller) {
        PeeringPut.require(preconditions, held);
        held.connections().forEach(PeeringService::requireIdle);
        return approvals
                .withdraw(held, null, ConnectionApprovals.KINDS, "The peering was deleted.", caller)
                .chain(() -> writer.delete(held))
                .replaceWith(new Outcome.Deleted<>());
    }

    private static void requireIdle(Connection connection) {
        ConnectionState state = connection.progress().underlying();
        if (state == ConnectionState.PROVISIONING_STARTED || state == ConnectionState.PROVISIONING_COMPLETED) {
            throw new Refusal(ApiError.of(
                    ErrorCode.CONFLICT,
                    "The connection %s is %s; the peering can not be deleted before that work has ended."
                            .formatted(
                                    connection.identifier(), connection.state().wire())));
        }
    }

    /**
     * The peering was deleted while its locks were waited for. What is made in its place is made in a transaction of its own:
     * its PeerAsn and its metro, which may be others, come before the locks that are held by now.
     */
    private static final class Vanished extends RuntimeException {
        private static final long serialVersionUID = 1;

        Vanished() {
            super("the peering was deleted meanwhile", null, false, false);
        }
    }
}
