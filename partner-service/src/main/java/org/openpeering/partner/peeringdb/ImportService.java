/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.audit.AuditAction;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.DirectFacilityRepository;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.ExchangeFacilityRepository;
import org.openpeering.partner.facility.FacilityRepository;
import org.openpeering.partner.peeringdb.ImportPlan.Step;
import org.openpeering.partner.peeringdb.ImportReportView.CountsView;

/** Applies a dump that has been read, or only reports what would change. */
@ApplicationScoped
public class ImportService {
    private static final int BATCH = 5000;

    private final MetroRepository metros;
    private final DirectFacilityRepository facilities;
    private final ExchangeFacilityRepository exchanges;
    private final FacilityRepository all;
    private final PeeringDbNetworkRepository networks;
    private final BlockingOutbox outbox;
    private final AuditTrail audit;

    ImportService(
            MetroRepository metros,
            DirectFacilityRepository facilities,
            ExchangeFacilityRepository exchanges,
            FacilityRepository all,
            PeeringDbNetworkRepository networks,
            BlockingOutbox outbox,
            AuditTrail audit) {
        this.audit = audit;
        this.metros = metros;
        this.facilities = facilities;
        this.exchanges = exchanges;
        this.all = all;
        this.networks = networks;
        this.outbox = outbox;
    }

    /** The report is about what this very transaction does: nobody else changes facilities meanwhile. */
    @Transacted
    ImportReportView run(Dump dump, Instant now, boolean dryRun) {
        ImportPlan plan = ImportPlanner.plan(dump, metros.shareAll(), facilities.holdAll(), exchanges.holdAll());
        if (!dryRun) {
            apply(plan.facilities(), facilities);
            apply(plan.exchanges(), exchanges);
        }
        CountsView changed =
                dump.has(Section.NET) ? networks(dump.networks, now, dryRun) : new CountsView(0, 0, 0, null);
        ImportReportView report = ImportReport.of(dump, plan, use(), changed, dryRun);
        if (!dryRun) {
            Work.await(() -> audit.did(
                    "/operator/catalogue/import/peeringdb",
                    AuditAction.IMPORTED,
                    Map.of(
                            "facilities",
                            plan.facilities().size(),
                            "exchanges",
                            plan.exchanges().size(),
                            "networks",
                            changed)));
        }
        return report;
    }

    private <E extends Entry<E>> void apply(List<Step<E>> steps, EntryRepository<E> repository) {
        for (Step<E> step : steps) {
            E after = step.after().revised(outbox.nextRevision());
            if (step.before() == null) {
                repository.insert(after);
            } else {
                repository.update(after);
            }
        }
    }

    private CountsView networks(List<PeeringDbNetwork> given, Instant now, boolean dryRun) {
        Collection<PeeringDbNetwork> once = given.stream()
                .collect(Collectors.toMap(PeeringDbNetwork::asn, network -> network, (a, b) -> b))
                .values();
        long gone =
                networks.countOthers(once.stream().map(PeeringDbNetwork::asn).toList());
        long added = 0;
        long changed = 0;
        for (List<PeeringDbNetwork> batch :
                once.stream().gather(Gatherers.windowFixed(BATCH)).toList()) {
            PeeringDbNetworkRepository.Difference difference = networks.compare(batch);
            added += difference.added();
            changed += difference.changed();
            if (!dryRun) {
                networks.store(batch);
            }
        }
        if (!dryRun) {
            networks.markDeleted(now);
        }
        return new CountsView(added, changed, gone, null);
    }

    private ImportReport.Use use() {
        return new ImportReport.Use() {
            @Override
            public boolean facility(DirectFacility facility) {
                return all.used(PeeringKind.DIRECT, facility.metro(), facility.peeringDBFacilityId());
            }

            @Override
            public boolean exchange(ExchangeFacility exchange) {
                return all.used(PeeringKind.EXCHANGE, exchange.metro(), exchange.peeringDBFacilityId());
            }
        };
    }
}
