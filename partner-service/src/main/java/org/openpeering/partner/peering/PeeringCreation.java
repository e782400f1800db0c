/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.peerasn.PeerAsn;
import org.openpeering.partner.peerasn.PeerAsnRepository;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;

/** Makes a peering where there was none. */
@ApplicationScoped
class PeeringCreation {
    private final PeeringRepository repository;
    private final PeeringSubmission submission;
    private final Predecessors predecessors;
    private final PeerAsnRepository peerAsns;
    private final MetroRepository metros;
    private final ConnectionRepository connections;

    PeeringCreation(
            PeeringRepository repository,
            PeeringSubmission submission,
            Predecessors predecessors,
            PeerAsnRepository peerAsns,
            MetroRepository metros,
            ConnectionRepository connections) {
        this.repository = repository;
        this.submission = submission;
        this.predecessors = predecessors;
        this.peerAsns = peerAsns;
        this.metros = metros;
        this.connections = connections;
    }

    /** Requires that there was none when it was looked for. */
    Outcome<PeeringEntity> create(ResourceId id, PeeringRequest request, Preconditions preconditions, Caller caller) {
        Optional<PeerAsn> peerAsn = partner(id, request);
        Optional<MetroEntity> metro = metros.share(request.metro());
        if (peerAsn.isEmpty() || metro.isEmpty()) {
            return new Outcome.Refused<>(dangling(request, peerAsn.isEmpty(), metro.isEmpty()));
        }
        connections.hold(metro.get().key(), request.peers());
        Optional<PeeringEntity> rival = repository.lock(id.subscription(), id);
        if (rival.isPresent()) {
            return preconditions
                    .refusal(PeeringService.revision(rival))
                    .<Outcome<PeeringEntity>>map(Outcome.Refused::new)
                    .orElseGet(() -> submission.change(rival.get(), request, caller));
        }
        if (peerAsn.get().state() != ValidationState.APPROVED) {
            return new Outcome.Refused<>(notApproved(request, peerAsn.get()));
        }
        return switch (Objects.requireNonNull(
                Work.await(() -> predecessors.claimed(peerAsn.get().asn(), metro.get(), request)))) {
            case Predecessors.Modified(ApiError error) -> new Outcome.Refused<>(error);
            case Predecessors.None _ ->
                request.peerAsn() instanceof PeerAsnReference.Bare
                        ? new Outcome.Refused<>(noPredecessor(request, metro.get()))
                        : insert(
                                fresh(id, request, peerAsn.get(), metro.get()),
                                request,
                                Optional.empty(),
                                preconditions,
                                caller);
            case Predecessors.Same(UUID legacy) ->
                insert(
                        fresh(id, request, peerAsn.get(), metro.get()),
                        request,
                        Optional.of(legacy),
                        preconditions,
                        caller);
        };
    }

    /** Shared until the transaction ends; a bare number stands for the approved PeerAsn that has it. */
    private Optional<PeerAsn> partner(ResourceId id, PeeringRequest request) {
        return switch (request.peerAsn()) {
            case PeerAsnReference.Id(ResourceId named) ->
                named.subscription().equalsIgnoreCase(id.subscription())
                        ? Optional.ofNullable(Work.await(() -> peerAsns.share(id.subscription(), named.name())))
                        : Optional.empty();
            case PeerAsnReference.Bare(Asn asn) ->
                Optional.ofNullable(Work.await(() -> peerAsns.shareApproved(id.subscription(), asn)));
        };
    }

    private Outcome<PeeringEntity> insert(
            PeeringEntity wanted,
            PeeringRequest request,
            Optional<UUID> legacy,
            Preconditions preconditions,
            Caller caller) {
        return switch (submission.settled(wanted, null)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity settled) -> {
                Optional<PeeringEntity> stored = repository.insert(wanted.id().subscription(), settled);
                if (stored.isEmpty()) {
                    yield overtaken(wanted, request, preconditions, caller);
                }
                legacy.ifPresent(converted -> Work.await(() -> predecessors.converted(converted, wanted.id())));
                ApprovalKind kind = legacy.isPresent() ? ApprovalKind.LEGACY_CONVERSION : ApprovalKind.CONNECTION;
                yield new Outcome.Created<>(submission.submitted(null, stored.get(), kind, caller));
            }
        };
    }

    /** Somebody else was faster, which makes it a change; without sessions nothing was held that both need. */
    private Outcome<PeeringEntity> overtaken(
            PeeringEntity wanted, PeeringRequest request, Preconditions preconditions, Caller caller) {
        Optional<PeeringEntity> rival = repository.lock(wanted.id().subscription(), wanted.id());
        Optional<ApiError> refusal = preconditions.refusal(PeeringService.revision(rival));
        if (refusal.isPresent() || rival.isEmpty()) {
            return new Outcome.Refused<>(refusal.orElseGet(() ->
                    ApiError.of(ErrorCode.CONFLICT, "The peering is being deleted by another request; try again.")));
        }
        return rival.get().metro().equals(wanted.metro())
                ? submission.change(rival.get(), request, caller)
                : new Outcome.Refused<>(ApiError.of(
                        ErrorCode.CONFLICT, "The peering is being created elsewhere by another request; try again."));
    }

    private static PeeringEntity fresh(ResourceId id, PeeringRequest request, PeerAsn peerAsn, MetroEntity metro) {
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
                Objects.requireNonNullElse(request.probes(), List.of()),
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
                    request.peerAsn() instanceof PeerAsnReference.Bare(Asn asn)
                            ? "There is no approved PeerAsn of AS" + asn + " in this subscription."
                            : "There is no PeerAsn '"
                                    + Violations.shown(request.peerAsn().toString()) + "' in this subscription.");
        }
        if (noMetro) {
            violations.add(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "properties.peeringLocation",
                    "There is no peering location '" + Violations.shown(request.metro()) + "'.");
        }
        return violations.error();
    }

    private static ApiError notApproved(PeeringRequest request, PeerAsn peerAsn) {
        return ApiError.at(
                ErrorCode.PEER_ASN_NOT_APPROVED,
                PeeringRequest.place(request.kind()) + ".peerAsn.id",
                "The validationState of PeerAsn '%s' is %s; a peering needs an Approved one."
                        .formatted(peerAsn.id().name(), peerAsn.state().wire()));
    }

    private static ApiError noPredecessor(PeeringRequest request, MetroEntity metro) {
        return ApiError.at(
                ErrorCode.PEER_ASN_NOT_FOUND,
                PeeringRequest.place(request.kind()) + ".peerAsn.id",
                "AS" + request.peerAsn() + " has no legacy peering with these sessions at " + metro.name()
                        + "; name a PeerAsn by its id.");
    }
}
