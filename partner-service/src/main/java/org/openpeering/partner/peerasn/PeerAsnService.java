/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.approval.ApprovalEntity;
import org.openpeering.partner.approval.ApprovalKind;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decidable;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.approval.Evidence;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.peeringdb.PeeringDbNetworkRepository;

/** The use cases of PeerAsn, and the operator's decision on one. */
@ApplicationScoped
public class PeerAsnService implements Decidable {
    private final PeerAsnRepository repository;
    private final ApprovalRepository approvals;
    private final PeeringDbNetworkRepository profiles;
    private final AuditTrail audit;
    private final BlockingOutbox outbox;
    private final PartnerConfig config;

    PeerAsnService(
            PeerAsnRepository repository,
            ApprovalRepository approvals,
            PeeringDbNetworkRepository profiles,
            AuditTrail audit,
            BlockingOutbox outbox,
            PartnerConfig config) {
        this.repository = repository;
        this.approvals = approvals;
        this.profiles = profiles;
        this.audit = audit;
        this.outbox = outbox;
        this.config = config;
    }

    @Transacted
    public List<PeerAsnEntity> list(String subscription, String after) {
        return repository.list(subscription, after, Page.SIZE + 1);
    }

    @Transacted
    public Outcome<PeerAsnEntity> get(ResourceId id) {
        return repository
                .find(id.subscription(), id.name())
                .<Outcome<PeerAsnEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The Resource '%s/%s' was not found."
                                .formatted(id.type().qualified(), id.name()))));
    }

    /** Creates it, or replaces name and contacts of what exists. */
    @Transacted
    public Outcome<PeerAsnEntity> put(ResourceId id, PeerAsnSpec spec, Preconditions preconditions, Caller caller) {
        return switch (PeerAsnRules.check(spec, config)) {
            case Checked.Invalid<PeerAsnRequest>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeerAsnRequest>(PeerAsnRequest request) -> {
                Optional<PeerAsnEntity> held = repository.lock(id.subscription(), id.name());
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

    private Outcome<PeerAsnEntity> create(
            ResourceId id, PeerAsnRequest request, Preconditions preconditions, Caller caller) {
        PeerAsnEntity entity = new PeerAsnEntity(
                        0, id, 0, request.asn(), request.peerName(), request.contacts(), ValidationState.NONE, null)
                .after(PeerAsnEvent.SUBMITTED, null);
        Optional<Long> row = repository.insert(id.subscription(), entity);
        if (row.isPresent()) {
            PeerAsnEntity created = save(null, entity.stored(row.get()));
            submit(created, caller);
            return new Outcome.Created<>(created);
        }
        // Somebody else was faster: with this name, which makes it a change, or with this number.
        Optional<PeerAsnEntity> rival = repository.lock(id.subscription(), id.name());
        Optional<ApiError> refusal = preconditions.refusal(revision(rival));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        return rival.isPresent() ? change(rival.get(), request, caller) : taken(id.subscription(), request);
    }

    private Outcome<PeerAsnEntity> taken(String subscription, PeerAsnRequest request) {
        String holder = repository
                .findByAsn(subscription, request.asn())
                .map(entity -> "'" + entity.id().name() + "'")
                .orElse("another one");
        return new Outcome.Refused<>(ApiError.at(
                ErrorCode.CONFLICT,
                "properties.peerAsn",
                "AS%s is already associated with this subscription by the PeerAsn %s."
                        .formatted(request.asn(), holder)));
    }

    private Outcome<PeerAsnEntity> change(PeerAsnEntity held, PeerAsnRequest request, Caller caller) {
        if (!held.asn().equals(request.asn())) {
            return new Outcome.Refused<>(ApiError.at(
                    ErrorCode.CHANGE_NOT_ALLOWED,
                    "properties.peerAsn",
                    "The AS number of PeerAsn '%s' is %s and can not be changed; peerName and peerContactDetail can."
                            .formatted(held.id().name(), held.asn())));
        }
        PeerAsnEntity described = held.described(request.peerName(), request.contacts());
        boolean again = PeerAsnLife.TABLE.allows(held.state(), PeerAsnEvent.RESUBMITTED);
        if (described.equals(held) && !again) {
            return new Outcome.Found<>(held);
        }
        PeerAsnEntity changed = save(held, again ? described.after(PeerAsnEvent.RESUBMITTED, null) : described);
        if (changed.state() == ValidationState.PENDING) {
            submit(changed, caller);
        }
        return new Outcome.Found<>(changed);
    }

    /** Asks the operator; in lab mode the answer is known. */
    private void submit(PeerAsnEntity entity, Caller caller) {
        UUID item = approvals.request(
                entity.id(),
                null,
                ApprovalKind.PEER_ASN,
                caller.subject(),
                "AS%s for '%s'".formatted(entity.asn(), entity.peerName()));
        if (config.lab()) {
            close(item, entity, Decision.lab(Instant.now()));
        }
    }

    @Override
    public Set<ApprovalKind> kinds() {
        return Set.of(ApprovalKind.PEER_ASN);
    }

    @Override
    public Optional<ApiError> decide(ApprovalEntity item, Decision decision) {
        Optional<PeerAsnEntity> held =
                repository.lock(item.resource().subscription(), item.resource().name());
        boolean done = held.isPresent()
                && held.get().state() == ValidationState.PENDING
                && close(item.id(), held.get(), decision);
        return done
                ? Optional.empty()
                : Optional.of(ApiError.at(ErrorCode.CONFLICT, "id", "The PeerAsn does not wait for this decision."));
    }

    @Override
    public List<Evidence> evidence(ApprovalEntity item) {
        Optional<PeerAsnEntity> claim =
                repository.find(item.resource().subscription(), item.resource().name());
        return claim.map(entity -> PeerAsnEvidence.of(
                        entity,
                        repository.claims(entity.asn()),
                        Optional.ofNullable(Work.await(() -> profiles.find(entity.asn())))))
                .orElse(List.of());
    }

    private boolean close(UUID item, PeerAsnEntity entity, Decision decision) {
        if (!approvals.close(item, decision)) {
            return false;
        }
        save(
                entity,
                decision.approved()
                        ? entity.after(PeerAsnEvent.APPROVED, null)
                        : entity.after(PeerAsnEvent.REJECTED, decision.rejection()));
        return true;
    }

    @Transacted
    public Outcome<PeerAsnEntity> delete(ResourceId id, Preconditions preconditions, Caller caller) {
        Optional<PeerAsnEntity> found = repository.lock(id.subscription(), id.name());
        Optional<ApiError> refusal = preconditions.refusal(revision(found));
        if (found.isEmpty()) {
            return new Outcome.Absent<>();
        }
        PeerAsnEntity held = found.get();
        @Nullable String user = repository.user(id.subscription(), held);
        if (refusal.isPresent() || user != null) {
            return new Outcome.Refused<>(refusal.orElseGet(() -> ApiError.of(
                    ErrorCode.IN_USE,
                    "The PeerAsn '%s' is used by the peering '%s'; delete that first."
                            .formatted(held.id().name(), user))));
        }
        repository.delete(id.subscription(), held);
        approvals.withdraw(
                held.id(), null, kinds(), Decision.withdrawn("The PeerAsn was deleted.", caller, Instant.now()));
        audit.changed(held.id().toString(), PeerAsnView.of(held), null);
        outbox.deleted(Topic.PEER_ASNS, held.id().key(), outbox.nextRevision());
        return new Outcome.Deleted<>();
    }

    /** Requires that the row is held. */
    private PeerAsnEntity save(@Nullable PeerAsnEntity before, PeerAsnEntity entity) {
        PeerAsnEntity revised = entity.revised(outbox.nextRevision());
        repository.update(revised.id().subscription(), revised);
        audit.changed(revised.id().toString(), before == null ? null : PeerAsnView.of(before), PeerAsnView.of(revised));
        outbox.changed(Topic.PEER_ASNS, revised.published());
        return revised;
    }

    private static OptionalLong revision(Optional<PeerAsnEntity> entity) {
        return entity.map(held -> OptionalLong.of(held.revision())).orElse(OptionalLong.empty());
    }
}
