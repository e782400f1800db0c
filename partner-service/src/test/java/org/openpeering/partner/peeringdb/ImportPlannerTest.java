/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.facility.Facility;
import org.openpeering.partner.peeringdb.Dump.Site;
import org.openpeering.partner.peeringdb.ImportPlan.Step;

class ImportPlannerTest {
    private static final GeoPoint FRANKFURT = new GeoPoint(50.11, 8.68);
    private static final GeoPoint PORTLAND = new GeoPoint(45.52, -122.68);
    private static final List<MetroEntity> METROS = List.of(
            new MetroEntity("Frankfurt", 1, "DE", null, FRANKFURT),
            new MetroEntity("Portland", 1, "US", null, PORTLAND),
            new MetroEntity("São Paulo", 1, "BR", null, new GeoPoint(-23.55, -46.63)));

    @ParameterizedTest
    @CsvSource({
        "Frankfurt,DE,,,frankfurt",
        "FRANKFURT,DE,50.2,8.7,frankfurt",
        "Frankfurt,US,,,",
        "Frankfurt am Main,DE,50.1,8.6,frankfurt",
        "Frankfurt am Main,DE,,,",
        "Frankfurt (Oder),DE,52.34,14.55,",
        "Frankfurter,DE,50.1,8.6,",
        "Portland,US,43.66,-70.26,",
        "Sao  Paulo,BR,,,são paulo",
    })
    void aCityBelongsToTheMetroOfItsNameThatIsNotElsewhere(
            String city, String country, Double latitude, Double longitude, String metro) {
        GeoPoint place = latitude == null ? null : new GeoPoint(latitude, longitude);

        assertThat(new MetroMatcher(METROS)
                        .find(new Site(1, "n", "a", city, country, place))
                        .map(MetroEntity::key))
                .isEqualTo(java.util.Optional.ofNullable(metro));
    }

    @Test
    void aNewFacilityIsOfferedForEdgeAndOneElsewhereIsReported() {
        Dump dump = new Dump();
        facility(dump, 58, "1 High Street", "Frankfurt");
        facility(dump, 59, "2 High Street", "Bonn");

        ImportPlan plan = ImportPlanner.plan(dump, METROS, List.of(), List.of());

        assertThat(plan.facilities())
                .containsExactly(new Step<>(null, held(58, "1 High Street", true, false, DirectPeeringType.EDGE)));
        assertThat(plan.unmatched()).extracting(each -> each.site().id()).containsExactly(59L);
    }

    @Test
    void onlyFacilitiesWhereTheCloudIsAreTakenIfTheDumpSaysWhere() {
        Dump dump = new Dump();
        facility(dump, 58, "1 High Street", "Frankfurt");
        facility(dump, 59, "2 High Street", "Frankfurt");
        dump.read.put(Section.NETFAC, 5L);
        dump.presence.add(59L);

        assertThat(ImportPlanner.plan(dump, METROS, List.of(), List.of()).facilities())
                .extracting(step -> step.after().peeringDBFacilityId())
                .containsExactly(59L);
    }

    @Test
    void whatTheOperatorDecidedStaysAndWhatAnImportBroughtGoes() {
        Dump dump = new Dump();
        facility(dump, 58, "new address", "Frankfurt");
        DirectFacility known = held(58, "old address", false, false, DirectPeeringType.VOICE);
        DirectFacility byHand = held(900001, "by hand", false, false, DirectPeeringType.EDGE);
        DirectFacility imported = held(60, "closed", true, false, DirectPeeringType.EDGE);

        assertThat(ImportPlanner.plan(dump, METROS, List.of(known, byHand, imported), List.of())
                        .facilities())
                .containsExactly(
                        new Step<>(known, held(58, "new address", true, false, DirectPeeringType.VOICE)),
                        new Step<>(imported, held(60, "closed", true, true, DirectPeeringType.EDGE)));
    }

    @Test
    void whatIsUnclearStaysAsItIs() {
        DirectFacility unreadable = held(58, "a", true, false, DirectPeeringType.EDGE);
        DirectFacility gone = held(59, "b", true, true, DirectPeeringType.EDGE);
        DirectFacility lacking = held(60, "c", true, false, DirectPeeringType.EDGE);
        Dump dump = new Dump();
        facility(dump, 61, "d", "Frankfurt");
        dump.unclear.addAll(List.of(58L, 59L, 61L));

        assertThat(ImportPlanner.plan(dump, METROS, List.of(unreadable, gone, lacking), List.of())
                        .facilities())
                .containsExactly(new Step<>(lacking, held(60, "c", true, true, DirectPeeringType.EDGE)));

        for (Section section : List.of(Section.FAC, Section.NETFAC)) {
            dump.unidentified.add(section);
            assertThat(ImportPlanner.plan(dump, METROS, List.of(unreadable, gone, lacking), List.of())
                            .facilities())
                    .isEmpty();
            dump.unidentified.clear();
        }
    }

    @Test
    void anExchangeOfWhichAPortOrThePrefixCanNotBeReadKeepsWhatItHas() {
        Port known = new Port(100_000, IpAddress.parse("192.0.2.7"), null);
        ExchangeFacility held = new ExchangeFacility(
                "frankfurt", 31, 0, "Example-IX", IpPrefix.parse("192.0.2.0/24"), null, List.of(known), true, false);
        Dump dump = new Dump();
        exchange(dump, 31, "Example-IX", "192.0.2.8");
        dump.read.put(Section.IXPFX, 1L);

        dump.unclear.add(31L);
        assertThat(exchanges(dump, held)).isEmpty();
        dump.unclear.clear();
        dump.unidentified.add(Section.NETIXLAN);
        assertThat(exchanges(dump, held)).isEmpty();
        dump.unidentified.clear();
        dump.unclearLans.add(31L);
        assertThat(exchanges(dump, held))
                .extracting(step -> step.after().prefixV4())
                .containsExactly(IpPrefix.parse("192.0.2.0/24"));
        dump.unclearLans.clear();
        assertThat(exchanges(dump, held))
                .extracting(step -> step.after().prefixV4())
                .containsExactly((IpPrefix) null);

        dump.exchanges.clear();
        assertThat(exchanges(dump, held))
                .extracting(step -> step.after().gone())
                .containsExactly(true);
        dump.unidentified.add(Section.IX);
        assertThat(exchanges(dump, held)).isEmpty();
    }

    private static List<Step<ExchangeFacility>> exchanges(Dump dump, ExchangeFacility held) {
        return ImportPlanner.plan(dump, METROS, List.of(), List.of(held)).exchanges();
    }

    @Test
    void aDumpThatSaysNothingOfFacilitiesChangesNone() {
        DirectFacility imported = held(60, "there", true, false, DirectPeeringType.EDGE);
        Dump empty = new Dump();

        assertThat(ImportPlanner.plan(empty, METROS, List.of(imported), List.of())
                        .facilities())
                .isEmpty();
    }

    @Test
    void anExchangeHasTheCloudsPortsAndTheLanAroundThem() {
        Dump dump = new Dump();
        exchange(dump, 31, "Example-IX", "192.0.2.7");
        exchange(dump, 32, "Elsewhere-IX", null);
        dump.lanPrefixes.add(new Dump.LanPrefix(31, IpPrefix.parse("10.0.0.0/24")));
        dump.lanPrefixes.add(new Dump.LanPrefix(31, IpPrefix.parse("192.0.2.0/24")));
        dump.lanPrefixes.add(new Dump.LanPrefix(31, IpPrefix.parse("2001:db8::/64")));
        dump.read.put(Section.IXPFX, 3L);

        assertThat(ImportPlanner.plan(dump, METROS, List.of(), List.of()).exchanges())
                .containsExactly(new Step<>(
                        null,
                        new ExchangeFacility(
                                "frankfurt",
                                31,
                                0,
                                "Example-IX",
                                IpPrefix.parse("192.0.2.0/24"),
                                IpPrefix.parse("2001:db8::/64"),
                                List.of(new Port(100_000, IpAddress.parse("192.0.2.7"), null)),
                                true,
                                false)));
    }

    @Property
    void planningAgainAfterApplyingFindsNothingToDo(
            @ForAll("dumps") Dump first, @ForAll("dumps") Dump second, @ForAll("catalogue") List<DirectFacility> held) {
        Map<String, DirectFacility> facilities = byKey(held);
        Map<String, ExchangeFacility> exchanges = new HashMap<>();
        for (Dump dump : List.of(first, second)) {
            ImportPlan plan = plan(dump, facilities, exchanges);
            plan.facilities().forEach(step -> facilities.put(step.after().key(), step.after()));
            plan.exchanges().forEach(step -> exchanges.put(step.after().key(), step.after()));

            ImportPlan again = plan(dump, facilities, exchanges);

            assertThat(again.facilities()).isEmpty();
            assertThat(again.exchanges()).isEmpty();
            assertThat(again.unmatched()).isEqualTo(plan.unmatched());
        }
        assertThat(facilities.keySet()).containsAll(byKey(held).keySet());
    }

    @Provide
    Arbitrary<Dump> dumps() {
        Arbitrary<List<Integer>> ids =
                Arbitraries.integers().between(1, 8).list().ofMaxSize(8);
        Arbitrary<String> cities = Arbitraries.of("Frankfurt", "Portland", "Sao Paulo", "Bonn");
        return Combinators.combine(ids, ids, cities, Arbitraries.of(true, false), Arbitraries.of("a", "b"))
                .as((facilities, exchanges, city, lans, name) -> {
                    Dump dump = new Dump();
                    facilities.forEach(id -> facility(dump, id, name, id % 2 == 0 ? city : "Frankfurt"));
                    exchanges.forEach(id -> exchange(dump, id, name, id % 3 == 0 ? null : "192.0.2." + id));
                    if (lans) {
                        dump.read.put(Section.IXPFX, 1L);
                        exchanges.forEach(
                                id -> dump.lanPrefixes.add(new Dump.LanPrefix(id, IpPrefix.parse("192.0.2.0/24"))));
                    }
                    return dump;
                });
    }

    @Provide
    Arbitrary<List<DirectFacility>> catalogue() {
        return Arbitraries.integers()
                .between(1, 8)
                .set()
                .ofMaxSize(5)
                .map(ids -> ids.stream()
                        .map(id -> held(id, "old", id % 2 == 0, false, DirectPeeringType.VOICE))
                        .toList());
    }

    private static ImportPlan plan(
            Dump dump, Map<String, DirectFacility> facilities, Map<String, ExchangeFacility> exchanges) {
        return ImportPlanner.plan(dump, METROS, List.copyOf(facilities.values()), List.copyOf(exchanges.values()));
    }

    private static <E extends Facility> Map<String, E> byKey(List<E> entries) {
        Map<String, E> map = new HashMap<>();
        entries.forEach(entry -> map.put(entry.key(), entry));
        return map;
    }

    private static void facility(Dump dump, long id, String address, String city) {
        String country = Map.of("Portland", "US", "Sao Paulo", "BR").getOrDefault(city, "DE");
        dump.facilities.add(new Site(id, "DC " + id, address, city, country, null));
        dump.read.merge(Section.FAC, 1L, Long::sum);
    }

    private static void exchange(Dump dump, long id, String name, String address) {
        dump.exchanges.add(new Site(id, name, "", "Frankfurt", "DE", null));
        dump.read.merge(Section.IX, 1L, Long::sum);
        dump.read.merge(Section.NETIXLAN, 1L, Long::sum);
        if (address != null) {
            dump.ports.add(new Dump.OwnPort(id, id, new Port(100_000, IpAddress.parse(address), null)));
        }
    }

    private static DirectFacility held(
            long id, String address, boolean imported, boolean gone, DirectPeeringType... types) {
        return new DirectFacility("frankfurt", id, 0, address, List.of(types), imported, gone);
    }
}
