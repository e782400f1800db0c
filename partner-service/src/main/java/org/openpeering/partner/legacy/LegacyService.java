/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.legacy.LegacyImportSpec.LegacySpec;
import org.openpeering.partner.peering.PeeringEntity;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;
import org.openpeering.partner.peering.PeeringRules;
import org.openpeering.partner.peering.Predecessors;
import org.openpeering.partner.session.ObservedSessions;

/** Imports, lists and converts legacy peerings. */
@ApplicationScoped
public class LegacyService implements Predecessors {
    private static final int MOST = 1000;
    private static final int LONGEST_NAME = 63;

    private final LegacyRepository repository;
    private final MetroRepository metros;
    private final ObservedSessions observed;
    private final AuditTrail audit;

    LegacyService(LegacyRepository repository, MetroRepository metros, ObservedSessions observed, AuditTrail audit) {
        this.repository = repository;
        this.metros = metros;
        this.observed = observed;
        this.audit = audit;
    }

    /** As peerings with their sessions as observed. */
    @Transacted
    public List<Listed> list(String subscription, LegacyFilter filter, long after) {
        String metro = Optional.ofNullable(Work.await(() -> metros.find(filter.metroKey())))
                .map(MetroEntity::name)
                .orElse(filter.metroKey());
        return repository.list(subscription, filter, after, Page.SIZE + 1).stream()
                .map(legacy -> new Listed(
                        legacy.seq(),
                        PeeringEntity.legacy(subscription, legacy.name(), request(legacy), legacy.asn(), metro)
                                .seen(observed.up(metro, legacy.asn()))))
                .toList();
    }

    /** A legacy peering and its place in the list. */
    public record Listed(long seq, PeeringEntity peering) {}

    /** Everything or, when something is wrong with it, nothing. */
    @Transacted
    public Outcome<LegacyImportReport> take(LegacyImportSpec spec, boolean dryRun) {
        List<@Nullable LegacySpec> given = Objects.requireNonNullElse(spec.value(), List.of());
        Violations violations = new Violations();
        if (given.isEmpty() || given.size() > MOST) {
            violations.add("value", "value must have 1 to " + MOST + " peerings.");
            return new Outcome.Refused<>(violations.error());
        }
        holdMetros(given);
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<LegacyEntity> wanted = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            LegacySpec one = given.get(i);
            LegacyEntity legacy = one == null ? null : checked("value[" + i + "]", one, wanted, violations);
            if (legacy != null) {
                wanted.add(legacy);
            }
        }
        int unchanged = 0;
        for (LegacyEntity legacy : wanted) {
            Optional<LegacyEntity> held = repository.lock(legacy.asn(), legacy.name());
            if (held.isEmpty()) {
                added.add(legacy.name());
            } else if (held.get().peering().equals(legacy.peering())) {
                unchanged++;
            } else {
                changed.add(legacy.name());
            }
        }
        if (!violations.none()) {
            return new Outcome.Refused<>(violations.error());
        }
        if (!dryRun) {
            wanted.forEach(legacy -> repository.store(legacy, request(legacy).peers()));
            audit.did(
                    "/operator/legacyPeerings",
                    AuditAction.IMPORTED,
                    Map.of("added", added, "changed", changed, "unchanged", unchanged));
        }
        return new Outcome.Found<>(new LegacyImportReport(dryRun, added, changed, unchanged));
    }

    /** In the order of their keys, as everybody who holds several does. */
    private void holdMetros(List<@Nullable LegacySpec> given) {
        TreeSet<String> keys = new TreeSet<>();
        for (LegacySpec spec : given) {
            if (spec != null && spec.properties() != null && spec.properties().peeringLocation() != null) {
                keys.add(MetroEntity.key(spec.properties().peeringLocation().strip()));
            }
        }
        keys.forEach(key -> Work.await(() -> metros.lock(key)));
    }

    private @Nullable LegacyEntity checked(
            String target, LegacySpec spec, List<LegacyEntity> before, Violations violations) {
        String name = spec.name() == null ? "" : spec.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            violations.add(target + ".name", "name is required and must have at most " + LONGEST_NAME + " characters.");
            return null;
        }
        return switch (PeeringRules.checkLegacy(spec.peering())) {
            case Checked.Invalid<PeeringRequest>(ApiError error) -> {
                violations.addAll(target, error);
                yield null;
            }
            case Checked.Valid<PeeringRequest>(PeeringRequest request) ->
                placed(target, name, spec, request, before, violations);
        };
    }

    private @Nullable LegacyEntity placed(
            String target,
            String name,
            LegacySpec spec,
            PeeringRequest request,
            List<LegacyEntity> before,
            Violations violations) {
        if (!(request.peerAsn() instanceof PeerAsnReference.Bare(Asn asn))) {
            violations.add(target + ".properties", "The peerAsn of a legacy peering is its bare AS number.");
            return null;
        }
        Optional<MetroEntity> metro = Optional.ofNullable(Work.await(() -> metros.find(request.metro())));
        if (metro.isEmpty()) {
            violations.add(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    target + ".properties.peeringLocation",
                    "There is no peering location '" + Violations.shown(request.metro()) + "'.");
            return null;
        }
        Optional<LegacyEntity> held = repository.lock(asn, name);
        LegacyEntity legacy = new LegacyEntity(
                held.map(LegacyEntity::id).orElseGet(UUID::randomUUID),
                0,
                name,
                asn,
                metro.get().key(),
                request.kind(),
                Objects.requireNonNullElse(request.type(), DirectPeeringType.EDGE),
                spec.peering().identified(asn),
                null);
        if (held.isPresent() && held.get().convertedTo() != null) {
            violations.add(
                    ErrorCode.CONFLICT,
                    target + ".name",
                    "'" + name + "' of AS" + asn + " has been converted to "
                            + held.get().convertedTo() + ".");
        }
        List<IpAddress> peers = request.peers();
        Optional<String> taken = repository
                .taken(legacy.metro(), peers, legacy.id())
                .or(() -> before.stream()
                        .filter(other -> other.metro().equals(legacy.metro()))
                        .flatMap(other -> request(other).peers().stream())
                        .filter(peers::contains)
                        .map(IpAddress::toString)
                        .findFirst());
        taken.ifPresent(address -> violations.add(
                ErrorCode.CONFLICT,
                target + ".properties",
                "The peer session address " + address + " is already in use at "
                        + metro.get().name() + "."));
        return legacy;
    }

    @Override
    public Claim claimed(Asn asn, MetroEntity metro, PeeringRequest request) {
        List<IpAddress> peers = request.peers();
        List<LegacyEntity> found =
                peers.isEmpty() ? List.of() : repository.withSessions(asn, metro.key(), request.kind(), peers);
        if (found.isEmpty()) {
            return new None();
        }
        LegacyEntity legacy = found.getFirst();
        return LegacyConversion.modification(request(legacy), request)
                .<Claim>map(Modified::new)
                .orElseGet(() -> new Same(legacy.id()));
    }

    @Override
    public void converted(UUID legacy, ResourceId peering) {
        repository.converted(legacy, peering);
    }

    /** What is stored passed the rules when it was imported. */
    private static PeeringRequest request(LegacyEntity legacy) {
        return switch (PeeringRules.checkLegacy(legacy.peering())) {
            case Checked.Valid<PeeringRequest>(PeeringRequest request) -> request;
            case Checked.Invalid<PeeringRequest>(ApiError error) ->
                throw new IllegalStateException("legacy peering " + legacy.id() + ": " + error);
        };
    }
}
