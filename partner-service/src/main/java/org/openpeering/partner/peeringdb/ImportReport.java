/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.Facility;
import org.openpeering.partner.peeringdb.ImportPlan.Step;
import org.openpeering.partner.peeringdb.ImportPlan.Unmatched;
import org.openpeering.partner.peeringdb.ImportReportView.ChangeView;
import org.openpeering.partner.peeringdb.ImportReportView.CountsView;
import org.openpeering.partner.peeringdb.ImportReportView.FieldView;
import org.openpeering.partner.peeringdb.ImportReportView.GoneView;
import org.openpeering.partner.peeringdb.ImportReportView.UnmatchedView;
import org.openpeering.partner.peeringdb.ImportReportView.UnreadableView;

/** Puts plans into words, of which it keeps a bounded number. */
final class ImportReport {
    private final List<String> added = new ArrayList<>();
    private final List<ChangeView> changed = new ArrayList<>();
    private final List<GoneView> gone = new ArrayList<>();

    private final List<UnmatchedView> unmatched = new ArrayList<>();
    private long facilities;
    private long exchanges;
    private long newOnes;
    private long changedOnes;
    private long goneOnes;
    private long unmatchedOnes;

    /** The keys of what is gone though a connection uses it. */
    record Used(Set<String> facilities, Set<String> exchanges) {}

    void add(ImportPlan plan, Used used) {
        facilities += plan.facilities().size();
        exchanges += plan.exchanges().size();
        plan.facilities()
                .forEach(step -> add(
                        step,
                        path(step.after().metro(), "facilities", step.after().peeringDBFacilityId()),
                        ImportReport::members,
                        used.facilities()));
        plan.exchanges()
                .forEach(step -> add(
                        step,
                        path(step.after().metro(), "exchanges", step.after().peeringDBFacilityId()),
                        ImportReport::members,
                        used.exchanges()));
        plan.unmatched().forEach(this::add);
    }

    private void add(Unmatched each) {
        unmatchedOnes++;
        put(
                unmatched,
                new UnmatchedView(
                        each.section().object(),
                        each.site().id(),
                        each.site().name(),
                        each.site().city(),
                        each.site().country()));
    }

    private <E extends Facility> void add(
            Step<E> step, String path, Function<E, Map<String, @Nullable Object>> members, Set<String> used) {
        E before = step.before();
        if (before == null) {
            newOnes++;
            put(added, path);
        } else if (step.after().gone()) {
            goneOnes++;
            put(gone, new GoneView(path, used.contains(before.key())));
        } else {
            changedOnes++;
            put(changed, new ChangeView(path, fields(members.apply(before), members.apply(step.after()))));
        }
    }

    /** Unless it is full. */
    private static <T> void put(List<T> list, T each) {
        if (list.size() < ImportReportView.LONGEST) {
            list.add(each);
        }
    }

    private static List<FieldView> fields(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        return before.keySet().stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .map(field -> new FieldView(field, before.get(field), after.get(field)))
                .toList();
    }

    private static Map<String, @Nullable Object> members(DirectFacility facility) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("address", facility.address());
        members.put("imported", facility.imported());
        members.put("gone", facility.gone());
        return members;
    }

    private static Map<String, @Nullable Object> members(ExchangeFacility exchange) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("exchangeName", exchange.exchangeName());
        members.put("facilityIPv4Prefix", exchange.prefixV4());
        members.put("facilityIPv6Prefix", exchange.prefixV6());
        members.put("ports", exchange.ports());
        members.put("imported", exchange.imported());
        members.put("gone", exchange.gone());
        return members;
    }

    private static String path(String metro, String kind, long id) {
        return "metros/" + metro + "/" + kind + "/" + id;
    }

    /** How many of each kind are added, changed and gone. */
    Map<String, Long> changes() {
        return Map.of("facilities", facilities, "exchanges", exchanges);
    }

    ImportReportView view(Dump dump, CountsView networks, boolean dryRun) {
        return new ImportReportView(
                dryRun,
                dump.read.entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().object(), Map.Entry::getValue)),
                dump.unusable.values().stream().mapToLong(Long::longValue).sum(),
                dump.unreadable.stream()
                        .map(each -> new UnreadableView(each.section().object(), each.id(), each.why()))
                        .toList(),
                new CountsView(newOnes, changedOnes, goneOnes, unmatchedOnes),
                added,
                changed,
                gone,
                unmatched,
                networks);
    }
}
