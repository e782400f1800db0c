/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.sql.Computation;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.facility.DirectFacilityEntity;
import org.openpeering.partner.facility.DirectFacilityRepository;
import org.openpeering.partner.facility.ExchangeFacilityEntity;
import org.openpeering.partner.facility.ExchangeFacilityRepository;
import org.openpeering.partner.facility.Facility;
import org.openpeering.partner.facility.FacilityEntity;
import org.openpeering.partner.facility.FacilityRepository;
import org.openpeering.partner.peeringdb.ImportPlan.Step;
import org.openpeering.partner.peeringdb.ImportReport.Used;
import org.openpeering.partner.peeringdb.ImportReportView.CountsView;
import org.openpeering.partner.peeringdb.PeeringDbNetworkRepository.Difference;

/** Applies a dump that has been read, or only reports what would change. */
@ApplicationScoped
public class ImportService {
    private static final int BATCH = 5000;
    private static final Used NONE_USED = new Used(Set.of(), Set.of());

    private final MetroRepository metros;
    private final DirectFacilityRepository facilities;
    private final ExchangeFacilityRepository exchanges;
    private final FacilityRepository all;
    private final PeeringDbNetworkRepository networks;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final ObjectMapper json;

    ImportService(
            MetroRepository metros,
            DirectFacilityRepository facilities,
            ExchangeFacilityRepository exchanges,
            FacilityRepository all,
            PeeringDbNetworkRepository networks,
            Outbox outbox,
            AuditTrail audit,
            ObjectMapper json) {
        this.audit = audit;
        this.json = json;
        this.metros = metros;
        this.facilities = facilities;
        this.exchanges = exchanges;
        this.all = all;
        this.networks = networks;
        this.outbox = outbox;
    }

    /** What of the catalogue takes part; nobody else changes it until the transaction ends. */
    private record Held(
            List<MetroEntity> metros, List<DirectFacilityEntity> facilities, List<ExchangeFacilityEntity> exchanges) {
        ImportPlan plan(Dump dump) {
            return ImportPlanner.plan(
                    dump,
                    metros,
                    facilities.stream().map(DirectFacilityEntity::facility).toList(),
                    exchanges.stream().map(ExchangeFacilityEntity::facility).toList());
        }
    }

    /** An import under way. */
    private record Run(
            Dump dump, Instant now, boolean dryRun, Held held, ImportPlan plan, Used used, CountsView networks) {
        Run changing(CountsView counts) {
            return new Run(dump, now, dryRun, held, plan, used, counts);
        }

        Run using(Used found) {
            return new Run(dump, now, dryRun, held, plan, found, networks);
        }

        ImportReportView report() {
            return ImportReport.of(dump, plan, used, networks, dryRun);
        }
    }

    /** The report is about what this very transaction does: nobody else changes facilities meanwhile. */
    @WithTransaction
    Uni<ImportReportView> run(Dump dump, Instant now, boolean dryRun) {
        return lockFacilities()
                .chain(held -> Computation.of(() ->
                        new Run(dump, now, dryRun, held, held.plan(dump), NONE_USED, new CountsView(0, 0, 0, null))))
                .call(run -> run.dryRun()
                        ? nothing()
                        : apply(
                                run.plan().facilities(),
                                facilities,
                                run.held().facilities(),
                                DirectFacilityEntity::new))
                .call(run -> run.dryRun()
                        ? nothing()
                        : apply(run.plan().exchanges(), exchanges, run.held().exchanges(), ExchangeFacilityEntity::new))
                .chain(run -> dump.has(Section.NET)
                        ? networks(run).map(run::changing)
                        : Uni.createFrom().item(run))
                .chain(run -> used(run.plan()).map(run::using))
                .call(run -> run.dryRun() ? nothing() : record(run))
                .map(Run::report);
    }

    /** The facilities and exchanges against every change, and the metros that they are at shared. */
    private Uni<Held> lockFacilities() {
        return metros.lockSharedAll()
                .chain(known -> facilities.lockAll().map(direct -> new Held(known, direct, List.of())))
                .chain(held -> exchanges.lockAll().map(found -> new Held(held.metros(), held.facilities(), found)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private <F extends Facility, E extends FacilityEntity<E, F>> Uni<Void> apply(
            List<Step<F>> steps, EntryRepository<E> repository, List<E> held, Function<F, E> made) {
        Map<String, E> before = held.stream().collect(Collectors.toMap(Entry::key, entry -> entry));
        List<F> found = steps.stream().map(Step::after).toList();
        return outbox.nextRevisions(found.size()).chain(revisions -> {
            List<E> added = new ArrayList<>();
            for (int i = 0; i < revisions.size(); i++) {
                F after = found.get(i);
                E entry = before.get(after.key());
                if (entry == null) {
                    entry = made.apply(after);
                    added.add(entry);
                }
                entry.become(after, revisions.get(i));
            }
            return repository.insertAll(added);
        });
    }

    /** How many change; marked as deleted is what this dump lacks. */
    private Uni<CountsView> networks(Run run) {
        Collection<PeeringDbNetwork> once = run.dump().networks.stream()
                .collect(Collectors.toMap(PeeringDbNetwork::asn, network -> network, (a, b) -> b))
                .values();
        return networks.countOthers(
                        once.stream().map(network -> network.asn().value()).toList())
                .chain(gone -> compared(once, run.dryRun())
                        .map(difference -> new CountsView(difference.added(), difference.changed(), gone, null)))
                .call(() -> run.dryRun() ? nothing() : networks.markDeleted(run.now()));
    }

    private Uni<Difference> compared(Collection<PeeringDbNetwork> all, boolean dryRun) {
        return Multi.createFrom()
                .items(all.stream().gather(Gatherers.windowFixed(BATCH)))
                .onItem()
                .transformToUniAndConcatenate(batch -> compared(batch, dryRun))
                .collect()
                .with(Collectors.reducing(new Difference(0, 0), Difference::plus));
    }

    private Uni<Difference> compared(List<PeeringDbNetwork> batch, boolean dryRun) {
        return Computation.of(() -> json.writeValueAsString(batch))
                .chain(written -> networks.compare(written).call(() -> dryRun ? nothing() : networks.store(written)));
    }

    private Uni<Used> used(ImportPlan plan) {
        return all.used(PeeringKind.DIRECT, gone(plan.facilities()))
                .chain(direct -> all.used(PeeringKind.EXCHANGE, gone(plan.exchanges()))
                        .map(exchange -> new Used(direct, exchange)));
    }

    private static <F extends Facility> List<F> gone(List<Step<F>> steps) {
        return steps.stream().map(Step::after).filter(Facility::gone).toList();
    }

    private Uni<Void> record(Run run) {
        return audit.did(
                "/operator/catalogue/import/peeringdb",
                AuditAction.IMPORTED,
                Map.of(
                        "facilities",
                        run.plan().facilities().size(),
                        "exchanges",
                        run.plan().exchanges().size(),
                        "networks",
                        run.networks()));
    }
}
