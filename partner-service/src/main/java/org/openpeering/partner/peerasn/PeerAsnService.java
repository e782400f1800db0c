/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.approval.Approval;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decidable;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.approval.DossierFact;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.peeringdb.PeeringDbNetworkRepository;

/** The use cases of PeerAsn, and the operator's decision on one. */
@ApplicationScoped
public class PeerAsnService implements Decidable {
    private final PeerAsnRepository repository;
    private final ApprovalRepository approvals;
    private final PeeringDbNetworkRepository profiles;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final PartnerConfig config;

    PeerAsnService(
            PeerAsnRepository repository,
            ApprovalRepository approvals,
            PeeringDbNetworkRepository profiles,
            AuditTrail audit,
            Outbox outbox,
            PartnerConfig config) {
        this.repository = repository;
        this.approvals = approvals;
        this.profiles = profiles;
        this.audit = audit;
        this.outbox = outbox;
        this.config = config;
    }

    @WithSession
    public Uni<List<PeerAsn>> list(Subscription subscription, String after) {
        return repository.page(subscription, after);
    }

    @WithSession
    public Uni<Outcome<PeerAsn>> get(ResourceId id) {
        return repository.find(id).map(found -> found == null ? missing(id) : new Outcome.Found<>(found));
    }

    private static Outcome<PeerAsn> missing(ResourceId id) {
        return new Outcome.Refused<>(ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s/%s' was not found.".formatted(id.type().qualified(), id.name())));
    }

    /** Creates it, or replaces name and contacts of what exists. */
    @WithTransaction
    public Uni<Outcome<PeerAsn>> put(ResourceId id, PeerAsnSpec spec, Preconditions preconditions, Caller caller) {
        return switch (PeerAsnRules.check(spec, config)) {
            case Checked.Invalid<PeerAsnRequest>(ApiError error) ->
                Uni.createFrom().item(new Outcome.Refused<>(error));
            case Checked.Valid<PeerAsnRequest>(PeerAsnRequest request) ->
                put(new Put(id, request, preconditions, caller))
                        .onFailure(Refusal.class)
                        .recoverWithItem(Refusal::outcome);
        };
    }

    /** What a caller wants of a PeerAsn. */
    private record Put(ResourceId id, PeerAsnRequest request, Preconditions preconditions, Caller caller) {
        PeerAsn fresh() {
            return new PeerAsn(
                            0, id, 0, request.asn(), request.peerName(), request.contacts(), ValidationState.NONE, null)
                    .after(PeerAsnEvent.SUBMITTED, null);
        }
    }

    private Uni<Outcome<PeerAsn>> put(Put put) {
        return lock(put).chain(held -> held == null ? create(put) : change(held, put));
    }

    /** The row, if there is one and the caller's conditions hold. */
    private Uni<@Nullable PeerAsn> lock(Put put) {
        return repository.lock(put.id()).invoke(held -> meet(put.preconditions(), held));
    }

    private static void meet(Preconditions preconditions, @Nullable PeerAsn held) {
        preconditions.require(held == null ? OptionalLong.empty() : OptionalLong.of(held.revision()));
    }

    private Uni<Outcome<PeerAsn>> create(Put put) {
        return repository.insert(put.fresh()).chain(inserted -> inserted ? created(put) : overtaken(put));
    }

    private Uni<Outcome<PeerAsn>> created(Put put) {
        return repository
                .lock(put.id())
                .chain(inserted -> save(null, inserted))
                .call(created -> submit(created, put.caller()))
                .map(Outcome.Created::new);
    }

    /** Somebody else was faster: with this name, which makes it a change, or with this number. */
    private Uni<Outcome<PeerAsn>> overtaken(Put put) {
        return lock(put).chain(rival -> rival == null ? taken(put) : change(rival, put));
    }

    private Uni<Outcome<PeerAsn>> taken(Put put) {
        Asn asn = put.request().asn();
        return repository
                .findByAsn(put.id().subscription(), asn)
                .map(holder ->
                        holder == null ? "another one" : "'" + holder.id().name() + "'")
                .map(holder -> new Outcome.Refused<>(ApiError.at(
                        ErrorCode.CONFLICT,
                        "properties.peerAsn",
                        "AS%s is already associated with this subscription by the PeerAsn %s."
                                .formatted(asn, holder))));
    }

    private Uni<Outcome<PeerAsn>> change(PeerAsn held, Put put) {
        PeerAsnRequest request = put.request();
        if (!held.asn().equals(request.asn())) {
            throw new Refusal(ApiError.at(
                    ErrorCode.CHANGE_NOT_ALLOWED,
                    "properties.peerAsn",
                    "The AS number of PeerAsn '%s' is %s and can not be changed; peerName and peerContactDetail can."
                            .formatted(held.id().name(), held.asn())));
        }
        PeerAsn described = held.described(request.peerName(), request.contacts());
        boolean again = PeerAsnLife.TABLE.allows(held.state(), PeerAsnEvent.RESUBMITTED);
        if (described.equals(held) && !again) {
            return Uni.createFrom().item(new Outcome.Found<>(held));
        }
        return save(held, again ? described.after(PeerAsnEvent.RESUBMITTED, null) : described)
                .call(changed -> changed.state() == ValidationState.PENDING ? submit(changed, put.caller()) : nothing())
                .map(Outcome.Found::new);
    }

    /** Asks the operator; in lab mode the answer is known. */
    private Uni<Void> submit(PeerAsn peerAsn, Caller caller) {
        return approvals
                .request(
                        peerAsn.id(),
                        null,
                        ApprovalKind.PEER_ASN,
                        caller.subject(),
                        "AS%s for '%s'".formatted(peerAsn.asn(), peerAsn.peerName()))
                .chain(item -> config.lab() ? completedByLab(item, peerAsn).replaceWithVoid() : nothing());
    }

    private Uni<Boolean> completedByLab(UUID item, PeerAsn peerAsn) {
        Decision decision = Decision.lab(Instant.now());
        return closed(approvals.close(item, decision), peerAsn, decision);
    }

    @Override
    public Set<ApprovalKind> kinds() {
        return Set.of(ApprovalKind.PEER_ASN);
    }

    @Override
    public Uni<@Nullable ApiError> decide(Approval item, Decision decision) {
        return repository
                .lock(item.resource())
                .chain(held -> held == null || held.state() != ValidationState.PENDING
                        ? Uni.createFrom().item(false)
                        : closed(approvals.close(item, decision), held, decision))
                .map(done -> done
                        ? null
                        : ApiError.at(ErrorCode.CONFLICT, "id", "The PeerAsn does not wait for this decision."));
    }

    @Override
    public Uni<List<DossierFact>> facts(Approval item) {
        return repository
                .find(item.resource())
                .chain(claim -> claim == null ? Uni.createFrom().item(List.of()) : facts(claim));
    }

    private Uni<List<DossierFact>> facts(PeerAsn claim) {
        return repository
                .claims(claim.asn())
                .chain(claims -> profiles.find(claim.asn())
                        .map(profile -> PeerAsnDossier.of(claim, claims, Optional.ofNullable(profile))));
    }

    /** What follows when the item did wait. */
    private Uni<Boolean> closed(Uni<Boolean> closing, PeerAsn peerAsn, Decision decision) {
        PeerAsn decided = decision.approved()
                ? peerAsn.after(PeerAsnEvent.APPROVED, null)
                : peerAsn.after(PeerAsnEvent.REJECTED, decision.rejection());
        return closing.call(closed -> closed ? save(peerAsn, decided) : nothing());
    }

    @WithTransaction
    public Uni<Outcome<PeerAsn>> delete(ResourceId id, Preconditions preconditions, Caller caller) {
        return repository
                .lock(id)
                .chain(held -> held == null
                        ? Uni.createFrom().<Outcome<PeerAsn>>item(new Outcome.Absent<>())
                        : delete(held, preconditions, caller))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<PeerAsn>> delete(PeerAsn held, Preconditions preconditions, Caller caller) {
        meet(preconditions, held);
        Decision withdrawn = Decision.withdrawn("The PeerAsn was deleted.", caller, Instant.now());
        return repository
                .user(held)
                .onItem()
                .ifNotNull()
                .transformToUni(user -> Uni.createFrom().failure(inUse(held, user)))
                .chain(() -> repository.delete(held))
                .chain(() -> approvals.withdraw(held.id(), null, kinds(), withdrawn))
                .chain(() -> audit.changed(held.id().toString(), PeerAsnView.of(held), null))
                .chain(outbox::nextRevision)
                .chain(revision -> outbox.deleted(Topic.PEER_ASNS, held.id().key(), revision))
                .replaceWith(new Outcome.Deleted<>());
    }

    private static Refusal inUse(PeerAsn held, String user) {
        return new Refusal(ApiError.of(
                ErrorCode.IN_USE,
                "The PeerAsn '%s' is used by the peering '%s'; delete that first."
                        .formatted(held.id().name(), user)));
    }

    /** Requires that the row is locked. */
    private Uni<PeerAsn> save(@Nullable PeerAsn before, PeerAsn peerAsn) {
        return outbox.nextRevision()
                .map(peerAsn::revised)
                .call(repository::update)
                .call(revised -> audit.changed(
                        revised.id().toString(),
                        before == null ? null : PeerAsnView.of(before),
                        PeerAsnView.of(revised)))
                .call(revised -> outbox.changed(Topic.PEER_ASNS, revised.published()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
