/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.facility.Facility;
import org.openpeering.partner.peeringdb.Dump.LanPrefix;
import org.openpeering.partner.peeringdb.Dump.OwnPort;
import org.openpeering.partner.peeringdb.Dump.Site;
import org.openpeering.partner.peeringdb.ImportPlan.Step;
import org.openpeering.partner.peeringdb.ImportPlan.Unmatched;

/**
 * Compares a dump with the catalogue. Facilities are those where the cloud is, if the dump says where it is, else all;
 * exchanges those where it has a port. What an earlier import has brought and this dump lacks is gone: marked, not
 * deleted. What the operator has entered by hand is left alone unless the dump has it, and direct peering types always.
 * A dump that says nothing of an object changes nothing of it, and neither does what can't be read: of what is unclear
 * all stays as it is. Planning again after applying finds nothing to do: {@code ImportPlannerTest}.
 *
 * <p>What happens to one facility or exchange depends on nothing else of its kind, so a dump may be planned in slices.
 */
final class ImportPlanner {
    private final Dump dump;
    private final MetroMatcher metros;
    private final List<Unmatched> unmatched = new ArrayList<>();

    private ImportPlanner(Dump dump, List<MetroEntity> metros) {
        this.dump = dump;
        this.metros = new MetroMatcher(metros);
    }

    static ImportPlan plan(
            Dump dump, List<MetroEntity> metros, List<DirectFacility> facilities, List<ExchangeFacility> exchanges) {
        ImportPlanner planner = new ImportPlanner(dump, metros);
        return new ImportPlan(planner.facilities(facilities), planner.exchanges(exchanges), planner.unmatched);
    }

    private List<Step<DirectFacility>> facilities(List<DirectFacility> held) {
        if (!dump.has(Section.FAC)) {
            return List.of();
        }
        Map<String, DirectFacility> before = byKey(held);
        Map<String, DirectFacility> after = new LinkedHashMap<>();
        for (Site site : dump.facilities) {
            if (!dump.unclear.contains(site.id()) && (!dump.has(Section.NETFAC) || dump.presence.contains(site.id()))) {
                metro(Section.FAC, site).ifPresent(metro -> {
                    DirectFacility found = facility(metro, site);
                    DirectFacility same = before.get(found.key());
                    after.put(found.key(), same == null ? found : withTypes(found, same));
                });
            }
        }
        boolean anyMayBeThere = dump.unidentified.contains(Section.FAC) || dump.unidentified.contains(Section.NETFAC);
        for (DirectFacility each : held) {
            if (lacking(each, anyMayBeThere) && !after.containsKey(each.key())) {
                after.put(each.key(), gone(each));
            }
        }
        return steps(before, after);
    }

    private static DirectFacility facility(MetroEntity metro, Site site) {
        return new DirectFacility(
                metro.key(), site.id(), 0, site.address(), List.of(DirectPeeringType.EDGE), true, false);
    }

    private static DirectFacility withTypes(DirectFacility found, DirectFacility held) {
        return new DirectFacility(
                held.metro(),
                held.peeringDBFacilityId(),
                held.revision(),
                found.address(),
                held.directPeeringTypes(),
                true,
                false);
    }

    private static DirectFacility gone(DirectFacility held) {
        return new DirectFacility(
                held.metro(),
                held.peeringDBFacilityId(),
                held.revision(),
                held.address(),
                held.directPeeringTypes(),
                true,
                true);
    }

    private List<Step<ExchangeFacility>> exchanges(List<ExchangeFacility> held) {
        // A port of the cloud that can't be read and does not say where it is may be at any of them.
        if (!dump.has(Section.IX) || !dump.has(Section.NETIXLAN) || dump.unidentified.contains(Section.NETIXLAN)) {
            return List.of();
        }
        Map<String, ExchangeFacility> before = byKey(held);
        Map<String, ExchangeFacility> after = new LinkedHashMap<>();
        Map<Long, List<OwnPort>> ports = dump.ports.stream().collect(Collectors.groupingBy(OwnPort::exchange));
        Map<Long, List<IpPrefix>> lans = dump.lanPrefixes.stream()
                .collect(Collectors.groupingBy(
                        LanPrefix::lan, Collectors.mapping(LanPrefix::prefix, Collectors.toList())));
        for (Site site : dump.exchanges) {
            List<OwnPort> own = ports.getOrDefault(site.id(), List.of());
            if (!own.isEmpty() && !dump.unclear.contains(site.id())) {
                metro(Section.IX, site).ifPresent(metro -> {
                    @Nullable ExchangeFacility same = before.get(metro.key() + "/" + site.id());
                    ExchangeFacility found = exchange(metro, site, own, lans, same);
                    after.put(found.key(), found);
                });
            }
        }
        boolean anyMayBeThere = dump.unidentified.contains(Section.IX);
        for (ExchangeFacility each : held) {
            if (lacking(each, anyMayBeThere) && !after.containsKey(each.key())) {
                after.put(each.key(), gone(each));
            }
        }
        return steps(before, after);
    }

    /** Whether an entry that the dump was not found to have is one that it lacks. */
    private boolean lacking(Facility each, boolean anyMayBeThere) {
        return each.imported() && !anyMayBeThere && !dump.unclear.contains(each.peeringDBFacilityId());
    }

    private ExchangeFacility exchange(
            MetroEntity metro,
            Site site,
            List<OwnPort> own,
            Map<Long, List<IpPrefix>> lans,
            @Nullable ExchangeFacility same) {
        List<Port> ports = own.stream()
                .map(OwnPort::port)
                .distinct()
                .sorted(Comparator.comparing(Port::toString))
                .toList();
        List<IpPrefix> prefixes = own.stream()
                .map(OwnPort::lan)
                .distinct()
                .flatMap(lan -> lans.getOrDefault(lan, List.of()).stream())
                .sorted()
                .toList();
        boolean untold = !dump.has(Section.IXPFX)
                || dump.unidentified.contains(Section.IXPFX)
                || own.stream().map(OwnPort::lan).anyMatch(dump.unclearLans::contains);
        return new ExchangeFacility(
                metro.key(),
                site.id(),
                same == null ? 0 : same.revision(),
                site.name(),
                same != null && untold ? same.prefixV4() : lan(prefixes, ports, IpAddress.Family.IPV4),
                same != null && untold ? same.prefixV6() : lan(prefixes, ports, IpAddress.Family.IPV6),
                ports,
                true,
                false);
    }

    /** The one around a port of ours, else the first. */
    private static @Nullable IpPrefix lan(List<IpPrefix> prefixes, List<Port> ports, IpAddress.Family family) {
        List<IpPrefix> candidates =
                prefixes.stream().filter(prefix -> prefix.family() == family).toList();
        return candidates.stream()
                .filter(prefix -> ports.stream()
                        .map(port -> family == IpAddress.Family.IPV4
                                ? port.microsoftIPv4Address()
                                : port.microsoftIPv6Address())
                        .anyMatch(address -> address != null && prefix.contains(address)))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .orElse(null);
    }

    private static ExchangeFacility gone(ExchangeFacility held) {
        return new ExchangeFacility(
                held.metro(),
                held.peeringDBFacilityId(),
                held.revision(),
                held.exchangeName(),
                held.prefixV4(),
                held.prefixV6(),
                held.ports(),
                true,
                true);
    }

    private Optional<MetroEntity> metro(Section section, Site site) {
        Optional<MetroEntity> metro = metros.find(site);
        if (metro.isEmpty()) {
            unmatched.add(new Unmatched(section, site));
        }
        return metro;
    }

    private static <E extends Facility> Map<String, E> byKey(List<E> entries) {
        return entries.stream().collect(Collectors.toMap(Facility::key, entry -> entry));
    }

    private static <E extends Facility> List<Step<E>> steps(Map<String, E> before, Map<String, E> after) {
        return after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(entry -> new Step<>(before.get(entry.getKey()), entry.getValue()))
                .toList();
    }
}
