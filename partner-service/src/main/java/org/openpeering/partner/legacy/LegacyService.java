/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.legacy.LegacyImport.Known;
import org.openpeering.partner.peering.PeeringEntity;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.Predecessors;
import org.openpeering.partner.session.ObservedSessions;

/** Imports, lists and converts legacy peerings. */
@ApplicationScoped
public class LegacyService implements Predecessors {
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
    @WithSession
    public Uni<List<Listed>> list(String subscription, LegacyFilter filter, long after) {
        return Work.blocking(() ->
                        metros.find(filter.metroKey()).map(MetroEntity::name).orElse(filter.metroKey()))
                .chain(metro -> list(subscription, filter, after, metro));
    }

    private Uni<List<Listed>> list(String subscription, LegacyFilter filter, long after, String metro) {
        return repository
                .page(subscription, filter, after)
                .chain(legacies -> Work.blocking(() -> legacies.stream()
                        .map(legacy -> listed(subscription, metro, legacy))
                        .toList()));
    }

    private Listed listed(String subscription, String metro, LegacyPeering legacy) {
        PeeringEntity peering =
                PeeringEntity.legacy(subscription, legacy.name(), legacy.request(), legacy.asn(), metro);
        return new Listed(legacy.seq(), peering.seen(observed.up(metro, legacy.asn())));
    }

    /** A legacy peering and its place in the list. */
    public record Listed(long seq, PeeringEntity peering) {}

    /** Everything or, when something is wrong with it, nothing. */
    @WithTransaction
    public Uni<Outcome<LegacyImportReport>> take(LegacyImportSpec spec, boolean dryRun) {
        return switch (LegacyImport.of(spec)) {
            case Checked.Invalid<LegacyImport>(ApiError error) ->
                Uni.createFrom().item(new Outcome.Refused<>(error));
            case Checked.Valid<LegacyImport>(LegacyImport wanted) ->
                known(wanted).map(wanted::plan).chain(plan -> take(plan, dryRun));
        };
    }

    private Uni<Outcome<LegacyImportReport>> take(Checked<LegacyPlan> checked, boolean dryRun) {
        return switch (checked) {
            case Checked.Invalid<LegacyPlan>(ApiError error) -> Uni.createFrom().item(new Outcome.Refused<>(error));
            case Checked.Valid<LegacyPlan>(LegacyPlan plan) ->
                (dryRun ? Uni.createFrom().voidItem() : store(plan))
                        .replaceWith(() -> new Outcome.Found<>(plan.report(dryRun)));
        };
    }

    private Uni<Void> store(LegacyPlan plan) {
        LegacyImportReport report = plan.report(false);
        return repository
                .store(plan.wanted())
                .chain(() -> audit.did(
                        "/operator/legacyPeerings",
                        AuditAction.IMPORTED,
                        Map.of(
                                "added", report.added(),
                                "changed", report.changed(),
                                "unchanged", report.unchanged())));
    }

    /** Locks the metros, and with them who has which address there, before the peerings. */
    private Uni<Known> known(LegacyImport wanted) {
        List<LegacyCandidate> candidates = wanted.candidates();
        return lockMetros(wanted.metroKeys())
                .map(locked -> new Known(locked, List.of(), List.of()))
                .chain(known -> repository.lock(candidates).map(known::holding))
                .chain(known -> repository.uses(candidates).map(known::using));
    }

    /** In the order of the keys, as everybody who locks several does. */
    private Uni<Map<String, MetroEntity>> lockMetros(Collection<String> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(
                        key -> Work.blocking(() -> metros.lock(key).orElse(null)))
                .collect()
                .asMap(MetroEntity::key);
    }

    @Override
    public Uni<Claim> claimed(Asn asn, MetroEntity metro, PeeringRequest request) {
        List<IpAddress> peers = request.peers();
        return peers.isEmpty()
                ? Uni.createFrom().item(new None())
                : repository
                        .withSessions(asn, metro.key(), request.kind(), peers)
                        .map(found -> found.isEmpty() ? new None() : claim(found.getFirst(), request));
    }

    private static Claim claim(LegacyPeering legacy, PeeringRequest request) {
        Optional<ApiError> modification = LegacyConversion.modification(legacy.request(), request);
        return modification.<Claim>map(Modified::new).orElseGet(() -> new Same(legacy.id()));
    }

    @Override
    public Uni<Void> converted(UUID legacy, ResourceId peering) {
        return repository.converted(legacy, peering);
    }
}
