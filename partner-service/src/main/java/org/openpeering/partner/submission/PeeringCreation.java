/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.peerasn.PeerAsn;
import org.openpeering.partner.peerasn.PeerAsnRepository;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;
import org.openpeering.partner.peering.Predecessors;
import org.openpeering.partner.peering.Predecessors.Claim;

/**
 * Makes a peering where there was none. PeerAsn and metro are shared and the addresses held; then the row is inserted,
 * which of several that want the name only one can, while the others wait for its end. So what is decided after that is
 * decided for the one peering of the name, and who comes too late makes a change of it. A refusal after the insert leaves
 * as a failure, and takes the row back with it.
 */
@ApplicationScoped
class PeeringCreation {
    static final ApiError BEING_DELETED =
            ApiError.of(ErrorCode.CONFLICT, "The peering is being deleted by another request; try again.");

    private final PeeringRepository repository;
    private final PeeringSubmission submission;
    private final Predecessors predecessors;
    private final PeerAsnRepository peerAsns;
    private final ConnectionRepository connections;

    PeeringCreation(
            PeeringRepository repository,
            PeeringSubmission submission,
            Predecessors predecessors,
            PeerAsnRepository peerAsns,
            ConnectionRepository connections) {
        this.repository = repository;
        this.submission = submission;
        this.predecessors = predecessors;
        this.peerAsns = peerAsns;
        this.connections = connections;
    }

    /** Requires that there was none when it was looked for. */
    Uni<Outcome<Peering>> create(PeeringPut put) {
        put.require(null);
        return partner(put)
                .chain(peerAsn -> connections
                        .lockAddresses(
                                MetroEntity.key(put.request().metro()),
                                put.request().peers())
                        .map(metro -> wanted(put, peerAsn, metro)))
                .chain(wanted -> repository
                        .insert(wanted)
                        .chain(stored -> stored == null ? overtaken(put) : begun(put, stored)));
    }

    /** Shared until the transaction ends; a bare number stands for the approved PeerAsn that has it. */
    private Uni<@Nullable PeerAsn> partner(PeeringPut put) {
        Subscription subscription = put.id().subscription();
        return switch (put.request().peerAsn()) {
            case PeerAsnReference.Id(ResourceId named) ->
                named.subscription().equals(subscription)
                        ? peerAsns.lockShared(named)
                        : Uni.createFrom().nullItem();
            case PeerAsnReference.Bare(Asn asn) -> peerAsns.lockSharedApproved(subscription, asn);
        };
    }

    /** @param metro in the catalogue's spelling, null when there is none */
    private static Peering wanted(PeeringPut put, @Nullable PeerAsn partner, @Nullable String metro) {
        if (partner == null || metro == null) {
            throw new Refusal(dangling(put.request(), partner == null, metro == null));
        }
        if (partner.state() != ValidationState.APPROVED) {
            throw new Refusal(notApproved(put.request(), partner));
        }
        return Peering.fresh(
                put.id(), put.request(), new Peering.Partner(partner.id(), partner.row(), partner.asn()), metro);
    }

    /** Somebody else was faster, which makes it a change. */
    private Uni<Outcome<Peering>> overtaken(PeeringPut put) {
        return repository
                .lock(put.id())
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(BEING_DELETED))
                .chain(rival -> submission.change(put, rival));
    }

    /** @param stored its row, without connections */
    private Uni<Outcome<Peering>> begun(PeeringPut put, Peering stored) {
        return predecessors
                .claimed(stored.asn(), MetroEntity.key(stored.metro()), put.request())
                .map(claim -> predecessor(claim, put.request(), stored))
                .chain(legacy -> submission
                        .settled(stored, null)
                        .call(() -> converted(legacy, put.id()))
                        .chain(settled -> submission.created(settled, question(legacy), put.caller())))
                .<Outcome<Peering>>map(Outcome.Created::new)
                .onFailure(Refusal.class)
                .transform(refusal -> new ArmException(refusal.error()));
    }

    /** The legacy peering that it continues. */
    private static Optional<UUID> predecessor(Claim claim, PeeringRequest request, Peering peering) {
        return switch (claim) {
            case Predecessors.Modified(ApiError error) -> throw new Refusal(error);
            case Predecessors.Same(UUID legacy) -> Optional.of(legacy);
            case Predecessors.None _ -> {
                if (request.peerAsn() instanceof PeerAsnReference.Bare) {
                    throw new Refusal(noPredecessor(request, peering.metro()));
                }
                yield Optional.empty();
            }
        };
    }

    private Uni<?> converted(Optional<UUID> legacy, ResourceId id) {
        return legacy.isEmpty() ? Uni.createFrom().voidItem() : predecessors.converted(legacy.get(), id);
    }

    private static ApprovalKind question(Optional<UUID> legacy) {
        return legacy.isPresent() ? ApprovalKind.LEGACY_CONVERSION : ApprovalKind.CONNECTION;
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

    private static ApiError noPredecessor(PeeringRequest request, String metro) {
        return ApiError.at(
                ErrorCode.PEER_ASN_NOT_FOUND,
                PeeringRequest.place(request.kind()) + ".peerAsn.id",
                "AS" + request.peerAsn() + " has no legacy peering with these sessions at " + metro
                        + "; name a PeerAsn by its id.");
    }
}
