/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
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
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.connection.ConnectionRepository;
import org.openpeering.partner.peerasn.PeerAsnEntity;
import org.openpeering.partner.peerasn.PeerAsnRepository;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;

/** The use cases of peerings. */
@ApplicationScoped
public class PeeringService {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final SessionClaims claims;
    private final Facilities facilities;
    private final Predecessors predecessors;
    private final PeeringSubmission submission;
    private final PeerAsnRepository peerAsns;
    private final MetroRepository metros;
    private final ConnectionRepository connections;
    private final ApprovalRepository approvals;
    private final PartnerConfig config;

    PeeringService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            SessionClaims claims,
            Facilities facilities,
            Predecessors predecessors,
            PeeringSubmission submission,
            PeerAsnRepository peerAsns,
            MetroRepository metros,
            ConnectionRepository connections,
            ApprovalRepository approvals,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.claims = claims;
        this.facilities = facilities;
        this.predecessors = predecessors;
        this.submission = submission;
        this.peerAsns = peerAsns;
        this.metros = metros;
        this.connections = connections;
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
    public Outcome<PeeringEntity> put(
            ResourceId id, PeeringSpec spec, ApiVersion version, Preconditions preconditions, Caller caller) {
        return switch (PeeringRules.check(spec, config, version)) {
            case Checked.Invalid<PeeringRequest>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringRequest>(PeeringRequest request) -> {
                Optional<PeeringEntity> held = repository.hold(id, metros, request.peers());
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
        Optional<PeerAsnEntity> peerAsn = partner(id, request);
        Optional<MetroEntity> metro = metros.share(request.metro());
        if (peerAsn.isEmpty() || metro.isEmpty()) {
            return new Outcome.Refused<>(dangling(request, peerAsn.isEmpty(), metro.isEmpty()));
        }
        connections.hold(metro.get().key(), request.peers());
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
        return switch (predecessors.claimed(peerAsn.get().asn(), metro.get(), request)) {
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
    private Optional<PeerAsnEntity> partner(ResourceId id, PeeringRequest request) {
        return switch (request.peerAsn()) {
            case PeerAsnReference.Id(ResourceId named) ->
                named.subscription().equalsIgnoreCase(id.subscription())
                        ? peerAsns.share(id.subscription(), named.name())
                        : Optional.empty();
            case PeerAsnReference.Bare(Asn asn) -> peerAsns.shareApproved(id.subscription(), asn);
        };
    }

    private Outcome<PeeringEntity> insert(
            PeeringEntity wanted,
            PeeringRequest request,
            Optional<UUID> legacy,
            Preconditions preconditions,
            Caller caller) {
        return switch (settled(wanted, null)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity settled) -> {
                Optional<Long> row = repository.insert(wanted.id().subscription(), settled);
                if (row.isEmpty()) {
                    yield overtaken(wanted, request, preconditions, caller);
                }
                legacy.ifPresent(converted -> predecessors.converted(converted, wanted.id()));
                ApprovalKind kind = legacy.isPresent() ? ApprovalKind.LEGACY_CONVERSION : ApprovalKind.CONNECTION;
                yield new Outcome.Created<>(submission.submitted(null, settled.stored(row.get()), kind, caller));
            }
        };
    }

    /** Somebody else was faster, which makes it a change; without sessions nothing was held that both need. */
    private Outcome<PeeringEntity> overtaken(
            PeeringEntity wanted, PeeringRequest request, Preconditions preconditions, Caller caller) {
        Optional<PeeringEntity> rival = repository.lock(wanted.id().subscription(), wanted.id());
        Optional<ApiError> refusal = preconditions.refusal(revision(rival));
        if (refusal.isPresent() || rival.isEmpty()) {
            return new Outcome.Refused<>(refusal.orElseGet(() ->
                    ApiError.of(ErrorCode.CONFLICT, "The peering is being deleted by another request; try again.")));
        }
        return rival.get().metro().equals(wanted.metro())
                ? change(rival.get(), request, caller)
                : new Outcome.Refused<>(ApiError.of(
                        ErrorCode.CONFLICT, "The peering is being created elsewhere by another request; try again."));
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

    private static ApiError notApproved(PeeringRequest request, PeerAsnEntity peerAsn) {
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

    private Outcome<PeeringEntity> change(PeeringEntity held, PeeringRequest request, Caller caller) {
        return switch (PeeringChange.of(held, request)) {
            case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted)
            when wanted.equals(held) -> new Outcome.Found<>(held);
            case Checked.Valid<PeeringEntity>(PeeringEntity wanted) ->
                switch (settled(wanted, held)) {
                    case Checked.Invalid<PeeringEntity>(ApiError error) -> new Outcome.Refused<>(error);
                    case Checked.Valid<PeeringEntity>(PeeringEntity settled) ->
                        new Outcome.Found<>(submission.submitted(held, settled, ApprovalKind.CONNECTION, caller));
                };
        };
    }

    /** With facilities and session addresses as they can be had. */
    private Checked<PeeringEntity> settled(PeeringEntity wanted, @Nullable PeeringEntity held) {
        return switch (facilities.check(wanted, held)) {
            case Checked.Invalid<PeeringEntity> invalid -> invalid;
            case Checked.Valid<PeeringEntity>(PeeringEntity placed) -> claims.check(placed, held);
        };
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
        return new Outcome.Found<>(same ? peering : writer.save(peering, peering.described(peering.sku(), tags)));
    }

    @Transactional
    public Outcome<PeeringEntity> delete(ResourceId id, Preconditions preconditions, Caller caller) {
        Optional<PeeringEntity> found = repository.hold(id, metros);
        if (found.isEmpty()) {
            return new Outcome.Absent<>();
        }
        PeeringEntity held = found.get();
        Optional<ApiError> refusal = preconditions.refusal(revision(found)).or(() -> busy(held));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        approvals.withdraw(
                held.id(),
                null,
                provisioning.kinds(),
                Decision.withdrawn("The peering was deleted.", caller, Instant.now()));
        writer.delete(held);
        return new Outcome.Deleted<>();
    }

    private static Optional<ApiError> busy(PeeringEntity peering) {
        return peering.connections().stream()
                .filter(connection -> connection.progress().underlying() == ConnectionState.PROVISIONING_STARTED
                        || connection.progress().underlying() == ConnectionState.PROVISIONING_COMPLETED)
                .findFirst()
                .map(connection -> ApiError.of(
                        ErrorCode.CONFLICT,
                        "The connection %s is %s; the peering can not be deleted before that work has ended."
                                .formatted(
                                        connection.identifier(),
                                        connection.state().wire())));
    }

    public static ApiError missing(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s/%s' under resource group '%s' was not found."
                        .formatted(id.type().qualified(), id.name(), id.resourceGroup()));
    }

    private static OptionalLong revision(Optional<PeeringEntity> peering) {
        return peering.map(held -> OptionalLong.of(held.revision())).orElse(OptionalLong.empty());
    }
}
