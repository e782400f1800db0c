/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.arm.Preconditions;
import org.openpeering.kit.arm.Tags;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionEvent;
import org.openpeering.partner.peerasn.PeerAsnEntity;
import org.openpeering.partner.peerasn.PeerAsnRepository;

/** The use cases of peerings. */
@ApplicationScoped
public class PeeringService {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final SessionClaims claims;
    private final PeerAsnRepository peerAsns;
    private final MetroRepository metros;
    private final ApprovalRepository approvals;
    private final PartnerConfig config;

    PeeringService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            SessionClaims claims,
            PeerAsnRepository peerAsns,
            MetroRepository metros,
            ApprovalRepository approvals,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.claims = claims;
        this.peerAsns = peerAsns;
        this.metros = metros;
        this.approvals = approvals;
        this.config = config;
    }

    /** @param resourceGroup null: all of the subscription */
    @Transactional
    public List<PeeringEntity> list(String subscription, @Nullable String resourceGroup, String after) {
        return repository.list(subscription, resourceGroup, after, Page.SIZE + 1);
    }

    @Transactional
    public Outcome<PeeringEntity> get(ResourceId id) {
        return repository
                .find(id.subscription(), id)
                .<Outcome<PeeringEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(missing(id)));
    }

    /** Creates it, or makes the changes that are allowed. */
    @Transactional
    public Outcome<PeeringEntity> put(ResourceId id, PeeringSpec spec, Preconditions preconditions, Caller caller) {
        return switch (PeeringRules.check(spec, config)) {
            case Checked.Invalid<PeeringRequest>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringRequest>(PeeringRequest request) -> {
                Optional<PeeringEntity> held = lock(id);
                Optional<ApiError> refusal = preconditions.refusal(revision(held));
                if (refusal.isPresent()) {
                    yield new Outcome.Refused<>(refusal.get());
                }
                yield held.isPresent()
                        ? change(held.get(), request, caller)
                        : create(id, request, preconditions, caller);
            }
        };
    }

    private Outcome<PeeringEntity> create(
            ResourceId id, PeeringRequest request, Preconditions preconditions, Caller caller) {
        Optional<PeerAsnEntity> peerAsn = request.peerAsn().subscription().equalsIgnoreCase(id.subscription())
                ? peerAsns.share(id.subscription(), request.peerAsn().name())
                : Optional.empty();
        Optional<MetroEntity> metro = metros.lock(request.metro());
        if (peerAsn.isEmpty() || metro.isEmpty()) {
            return new Outcome.Refused<>(dangling(request, peerAsn.isEmpty(), metro.isEmpty()));
        }
        // Whoever created it in the meantime held the metro as well.
        Optional<PeeringEntity> rival = repository.lock(id.subscription(), id);
        if (rival.isPresent()) {
            return preconditions
                    .refusal(revision(rival))
                    .<Outcome<PeeringEntity>>map(Outcome.Refused::new)
                    .orElseGet(() -> change(rival.get(), request, caller));
        }
        if (peerAsn.get().state() != ValidationState.APPROVED) {
            return new Outcome.Refused<>(notApproved(request, peerAsn.get()));
        }
        PeeringEntity wanted = fresh(id, request, peerAsn.get(), metro.get());
        return switch (claims.check(wanted, null)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity settled) -> {
                Optional<Long> row = repository.insert(id.subscription(), settled);
                if (row.isEmpty()) {
                    yield new Outcome.Refused<>(ApiError.of(
                            ErrorCode.CONFLICT, "The peering is being created by another request; try again."));
                }
                yield new Outcome.Created<>(submitted(settled.stored(row.get()), caller));
            }
        };
    }

    private static PeeringEntity fresh(
            ResourceId id, PeeringRequest request, PeerAsnEntity peerAsn, MetroEntity metro) {
        return new PeeringEntity(
                0,
                id,
                0,
                request.sku(),
                request.kind(),
                request.location(),
                request.tags(),
                Objects.requireNonNullElse(request.type(), DirectPeeringType.EDGE),
                metro.name(),
                peerAsn.id(),
                peerAsn.row(),
                peerAsn.asn(),
                request.connections().stream()
                        .map(connection -> ConnectionEntity.fresh(
                                connection,
                                Objects.requireNonNullElseGet(
                                        connection.identifier(),
                                        () -> UUID.randomUUID().toString())))
                        .toList());
    }

    private static ApiError dangling(PeeringRequest request, boolean noPeerAsn, boolean noMetro) {
        Violations violations = new Violations();
        if (noPeerAsn) {
            violations.add(
                    ErrorCode.PEER_ASN_NOT_FOUND,
                    PeeringRequest.place(request.kind()) + ".peerAsn.id",
                    "There is no PeerAsn '" + Violations.shown(request.peerAsn().toString())
                            + "' in this subscription.");
        }
        if (noMetro) {
            violations.add(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "properties.peeringLocation",
                    "There is no peering location '" + Violations.shown(request.metro()) + "'.");
        }
        return violations.error();
    }

    private static ApiError notApproved(PeeringRequest request, PeerAsnEntity peerAsn) {
        return ApiError.at(
                ErrorCode.PEER_ASN_NOT_APPROVED,
                PeeringRequest.place(request.kind()) + ".peerAsn.id",
                "The validationState of PeerAsn '%s' is %s; a peering needs an Approved one."
                        .formatted(peerAsn.id().name(), peerAsn.state().wire()));
    }

    private Outcome<PeeringEntity> change(PeeringEntity held, PeeringRequest request, Caller caller) {
        return switch (PeeringChange.of(held, request)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted)
            when wanted.equals(held) -> new Outcome.Found<>(held);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted) ->
                switch (claims.check(wanted, held)) {
                    case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
                    case Checked.Valid<PeeringEntity>(PeeringEntity settled) ->
                        new Outcome.Found<>(submitted(settled, caller));
                };
        };
    }

    /**
     * Stores a peering whose row is held, asking the operator about what is new. The answer shows this state; what a lab
     * makes of it in the same transaction shows the next time.
     */
    private PeeringEntity submitted(PeeringEntity settled, Caller caller) {
        PeeringEntity asked = settled.each(connection -> connection.state() == ConnectionState.NONE
                ? connection.after(ConnectionEvent.SUBMITTED, null)
                : connection);
        PeeringEntity tracked = asked.each(connection -> connection.state() == ConnectionState.PENDING_APPROVAL
                ? connection.tracked(provisioning
                        .request(asked, connection, ApprovalKind.CONNECTION, caller.subject())
                        .toString())
                : connection);
        PeeringEntity saved = writer.save(provisioning.looked(tracked));
        if (config.lab()) {
            provisioning.completedByLab(saved);
        }
        return saved;
    }

    /** Replaces the tags. */
    @Transactional
    public Outcome<PeeringEntity> tag(ResourceId id, TagsSpec spec, Preconditions preconditions) {
        Violations violations = new Violations();
        Map<String, String> tags = Tags.check(spec.tags(), violations::add);
        if (!violations.none()) {
            return new Outcome.Refused<>(violations.error());
        }
        Optional<PeeringEntity> held = repository.lock(id.subscription(), id);
        Optional<ApiError> refusal = held.isEmpty() ? Optional.of(missing(id)) : preconditions.refusal(revision(held));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        PeeringEntity peering = held.get();
        boolean same = spec.tags() == null || tags.equals(peering.tags());
        return new Outcome.Found<>(same ? peering : writer.save(peering.described(peering.sku(), tags)));
    }

    @Transactional
    public Outcome<PeeringEntity> delete(ResourceId id, Preconditions preconditions) {
        Optional<PeeringEntity> found = lock(id);
        if (found.isEmpty()) {
            return new Outcome.Absent<>();
        }
        PeeringEntity held = found.get();
        Optional<ApiError> refusal = preconditions.refusal(revision(found)).or(() -> busy(held));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        approvals.withdraw(held.id());
        writer.delete(held);
        return new Outcome.Deleted<>();
    }

    private static Optional<ApiError> busy(PeeringEntity peering) {
        return peering.connections().stream()
                .filter(connection -> connection.state() == ConnectionState.PROVISIONING_STARTED
                        || connection.state() == ConnectionState.PROVISIONING_COMPLETED)
                .findFirst()
                .map(connection -> ApiError.of(
                        ErrorCode.CONFLICT,
                        "The connection %s is %s; the peering can not be deleted before that work has ended."
                                .formatted(
                                        connection.identifier(),
                                        connection.state().wire())));
    }

    /** Locks the metro, then the peering; a peering's metro never changes. */
    private Optional<PeeringEntity> lock(ResourceId id) {
        return repository
                .find(id.subscription(), id)
                .flatMap(seen -> metros.lock(seen.metro()))
                .flatMap(_ -> repository.lock(id.subscription(), id));
    }

    private static ApiError missing(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s/%s' under resource group '%s' was not found."
                        .formatted(id.type().qualified(), id.name(), id.resourceGroup()));
    }

    private static OptionalLong revision(Optional<PeeringEntity> peering) {
        return peering.map(held -> OptionalLong.of(held.revision())).orElse(OptionalLong.empty());
    }
}
