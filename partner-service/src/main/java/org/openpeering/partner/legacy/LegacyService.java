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
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.legacy.LegacyImport.Known;
import org.openpeering.partner.peering.Peering;
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
    public Uni<List<Listed>> list(Subscription subscription, LegacyFilter filter, long after) {
        return metros.find(filter.metroKey())
                .map(metro -> metro == null ? filter.metroKey() : metro.name())
                .chain(metro -> list(subscription, filter, after, metro));
    }

    private Uni<List<Listed>> list(Subscription subscription, LegacyFilter filter, long after, String metro) {
        return repository
                .page(subscription, filter, after)
                .onItem()
                .transformToMulti(legacies -> Multi.createFrom().iterable(legacies))
                .onItem()
                .transformToUniAndConcatenate(legacy -> listed(subscription, metro, legacy))
                .collect()
                .asList();
    }

    private Uni<Listed> listed(Subscription subscription, String metro, LegacyPeering legacy) {
        Peering peering = Peering.legacy(subscription, legacy.name(), legacy.request(), legacy.asn(), metro);
        return observed.up(metro, legacy.asn(), peering.peers()).map(up -> new Listed(legacy.seq(), peering.seen(up)));
    }

    /** A legacy peering and its place in the list. */
    public record Listed(long seq, Peering peering) {}

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
                .chain(known -> repository.lock(candidates).map(known::withHeld))
                .chain(known -> repository.uses(candidates).map(known::withUses));
    }

    /** In the order of the keys, as everybody who locks several does. */
    private Uni<Map<String, MetroEntity>> lockMetros(Collection<String> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(metros::lock)
                .collect()
                .asMap(MetroEntity::key);
    }

    @Override
    public Uni<Claim> claimed(Asn asn, String metro, PeeringRequest request) {
        List<IpAddress> peers = request.peers();
        return peers.isEmpty()
                ? Uni.createFrom().item(new None())
                : repository
                        .withSessions(asn, metro, request.kind(), peers)
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
