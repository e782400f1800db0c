/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Transactions;
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

/**
 * Reads a dump into the database, compares it there with the catalogue, and applies it or only reports what would change.
 * Nothing of the catalogue is touched before all of the dump is there, and then in one transaction. Memory depends on
 * neither: both are worked on in slices, and after each the session lets go of its entries.
 */
@ApplicationScoped
public class ImportService {
    private static final Logger LOG = Logger.getLogger(ImportService.class);
    private static final int SLICE = 1000;
    private static final int BATCH = 5000;

    private final MetroRepository metros;
    private final DirectFacilityRepository facilities;
    private final ExchangeFacilityRepository exchanges;
    private final FacilityRepository all;
    private final PeeringDbNetworkRepository networks;
    private final DumpRepository dumps;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final ObjectMapper json;

    ImportService(
            MetroRepository metros,
            DirectFacilityRepository facilities,
            ExchangeFacilityRepository exchanges,
            FacilityRepository all,
            PeeringDbNetworkRepository networks,
            DumpRepository dumps,
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
        this.dumps = dumps;
        this.outbox = outbox;
    }

    /** An import of a dump that has been read. */
    private record Run(
            UUID id, Dump dump, Instant now, boolean dryRun, List<MetroEntity> metros, ImportReport report) {}

    /** The report is about what this very transaction does: nobody else changes facilities meanwhile. */
    Uni<ImportReportView> run(DumpReader reader, Instant now, boolean dryRun) {
        UUID id = UUID.randomUUID();
        return stage(id, reader)
                .chain(dump -> Transactions.run(() -> apply(id, dump, now, dryRun)))
                .onTermination()
                .call(() -> remove(id));
    }

    private Uni<Dump> stage(UUID id, DumpReader reader) {
        return Transactions.run(dumps::removeAbandoned)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> stageNext(id, reader))
                        .whilst(more -> more)
                        .onItem()
                        .ignoreAsUni())
                .replaceWith(reader::dump);
    }

    /** Whether there is more. */
    private Uni<Boolean> stageNext(UUID id, DumpReader reader) {
        return Computation.of(() -> {
                    DumpBatch batch = reader.next();
                    return new Written(batch.json(json), !batch.last());
                })
                .call(written -> Transactions.run(() -> dumps.add(id, written.lines())))
                .map(Written::more);
    }

    /** @param lines as JSON */
    private record Written(String lines, boolean more) {}

    /** What stays after a failure goes with a later import. */
    private Uni<Void> remove(UUID id) {
        return Multi.createFrom()
                .items(Section.values())
                .onItem()
                .transformToUniAndConcatenate(section -> Transactions.run(() -> dumps.remove(id, section)))
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("A PeeringDB dump that was read stays for a day: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<ImportReportView> apply(UUID id, Dump dump, Instant now, boolean dryRun) {
        return metros.lockSharedAll()
                .map(known -> new Run(id, dump, now, dryRun, known, new ImportReport()))
                .call(() -> facilities.lockWhole())
                .call(() -> exchanges.lockWhole())
                .call(run -> eachSlice(Section.FAC, run, this::facilities))
                .call(run -> eachSlice(Section.IX, run, this::exchanges))
                .chain(run -> networks(run)
                        .call(counts -> dryRun ? nothing() : record(run, counts))
                        .map(counts -> run.report().view(dump, counts, dryRun)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** Does the work for one slice after the other, from the lowest id to the highest. */
    private Uni<Void> eachSlice(Section section, Run run, Work work) {
        if (!run.dump().has(section)) {
            return nothing();
        }
        return each(
                after -> dumps.end(run.id(), section, after, SLICE),
                (after, last) -> dumps.sites(run.id(), section, after, last)
                        .chain(Computation.each(DumpRepository::site))
                        .chain(sites -> work.on(run, run.dump().slice(section, sites), after, last)));
    }

    /** Works on what a slice has, the ids after one and up to another. */
    private interface Work {
        Uni<Void> on(Run run, Dump slice, long after, long last);
    }

    /** @param end where the slice ends that begins after an id */
    private static Uni<Void> each(Function<Long, Uni<Long>> end, BiFunction<Long, Long, Uni<Void>> work) {
        AtomicLong done = new AtomicLong(DumpRepository.NO_MORE);
        return Multi.createBy()
                .repeating()
                .uni(() -> end.apply(done.get())
                        .call(last -> last == DumpRepository.NO_MORE ? nothing() : work.apply(done.get(), last))
                        .invoke(done::set))
                .whilst(last -> last != DumpRepository.NO_MORE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> facilities(Run run, Dump slice, long after, long last) {
        return facilities
                .between(after, last)
                .chain(held -> Computation.of(() -> ImportPlanner.plan(
                                slice,
                                run.metros(),
                                held.stream()
                                        .map(DirectFacilityEntity::facility)
                                        .toList(),
                                List.of()))
                        .call(plan -> run.dryRun()
                                ? nothing()
                                : apply(plan.facilities(), facilities, held, DirectFacilityEntity::new)))
                .call(plan -> report(run, plan))
                .chain(() -> facilities.forget());
    }

    private Uni<Void> exchanges(Run run, Dump slice, long after, long last) {
        return exchanges
                .between(after, last)
                .chain(held -> Computation.of(() -> ImportPlanner.plan(
                                slice,
                                run.metros(),
                                List.of(),
                                held.stream()
                                        .map(ExchangeFacilityEntity::facility)
                                        .toList()))
                        .call(plan -> run.dryRun()
                                ? nothing()
                                : apply(plan.exchanges(), exchanges, held, ExchangeFacilityEntity::new)))
                .call(plan -> report(run, plan))
                .chain(() -> exchanges.forget());
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

    private Uni<Void> report(Run run, ImportPlan plan) {
        return used(PeeringKind.DIRECT, plan.facilities())
                .chain(direct -> used(PeeringKind.EXCHANGE, plan.exchanges())
                        .invoke(exchange -> run.report().add(plan, new Used(direct, exchange))))
                .replaceWithVoid();
    }

    private <F extends Facility> Uni<Set<String>> used(PeeringKind kind, List<Step<F>> steps) {
        List<F> gone = steps.stream().map(Step::after).filter(Facility::gone).toList();
        return gone.isEmpty() ? Uni.createFrom().item(Set.of()) : all.used(kind, gone);
    }

    /** How many change; marked as deleted is what this dump lacks, unless it has some that can't be told. */
    private Uni<CountsView> networks(Run run) {
        if (!run.dump().has(Section.NET)) {
            return Uni.createFrom().item(new CountsView(0, 0, 0, null));
        }
        LongAdder added = new LongAdder();
        LongAdder changed = new LongAdder();
        return each(
                        after -> dumps.endOfNetworks(run.id(), after, BATCH),
                        (after, last) -> networks.compare(run.id(), after, last)
                                .invoke(difference -> {
                                    added.add(difference.added());
                                    changed.add(difference.changed());
                                })
                                .chain(() ->
                                        run.dryRun() ? nothing() : networks.store(run.id(), after, last, run.now())))
                .chain(() -> lacking(run))
                .map(gone -> new CountsView(added.sum(), changed.sum(), gone, null));
    }

    private Uni<Long> lacking(Run run) {
        if (run.dump().unidentified.contains(Section.NET)) {
            return Uni.createFrom().item(0L);
        }
        return networks.countLacking(run.id())
                .call(() -> run.dryRun() ? nothing() : networks.markLackingDeleted(run.id()));
    }

    private Uni<Void> record(Run run, CountsView counts) {
        Map<String, Object> did = new LinkedHashMap<>(run.report().changes());
        did.put("networks", counts);
        return audit.did("/operator/catalogue/import/peeringdb", AuditAction.IMPORTED, did);
    }
}
