/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpArbitraries;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.collector.PeerSession;

class RouteWalkTest {
    private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1");
    private static final List<SessionId> SESSIONS = List.of(
            SessionId.of("edge-1", ADDRESS),
            SessionId.of("edge-1", IpAddress.parse("2001:db8::1")),
            SessionId.of("edge-2", ADDRESS));

    /** All tables, in one order. */
    private static final class Tables implements RouteWalk.Source {
        private final NavigableSet<RouteId> routes = new TreeSet<>();

        @Override
        public List<HeldRoute> page(SessionId session, Position after, int limit) {
            return routes.stream()
                    .filter(route -> route.session().equals(session) && behind(route, after))
                    .limit(limit)
                    .map(Tables::held)
                    .toList();
        }

        private static boolean behind(RouteId route, Position after) {
            IpPrefix prefix = after.prefix();
            int order = prefix == null ? 1 : route.prefix().compareTo(prefix);
            return order > 0 || (order == 0 && route.pathId() > after.pathId());
        }

        private static HeldRoute held(RouteId route) {
            PathAttributes attributes =
                    new PathAttributes(AsPath.of(64496), Origin.IGP, ADDRESS, List.of(), Optional.empty());
            return new HeldRoute(
                    new PeerSession(route.session(), new Asn(64496), ADDRESS, Optional.empty(), 1, Optional.empty()),
                    route.prefix(),
                    route.pathId(),
                    attributes,
                    Instant.EPOCH);
        }
    }

    @Provide
    Arbitrary<Set<RouteId>> routes() {
        return Combinators.combine(
                        Arbitraries.of(SESSIONS),
                        BgpArbitraries.closePrefixes(),
                        Arbitraries.of(0L, 0L, 1L, 0xFFFF_FFFFL))
                .as(RouteId::new)
                .set()
                .ofMaxSize(60);
    }

    private static ReceivedRouteView view(HeldRoute route) {
        return new ReceivedRouteView(route.prefix().toString(), "", "", "", "", "", "");
    }

    /** A page of replicas that hold some sessions each. */
    private static HeldRoutes page(
            Tables tables, @Nullable RouteId last, @Nullable IpPrefix only, int rows, int budget) {
        List<HeldRoutes> parts = new ArrayList<>();
        for (List<SessionId> held : List.of(SESSIONS.subList(0, 2), SESSIONS.subList(2, 3))) {
            parts.add(new RouteWalk(new TextOrder(tables), route -> Optional.of(view(route)))
                    .page(held, last, only, rows + 1, budget));
        }
        return HeldRoutes.joined(parts).cut(rows);
    }

    @Property(tries = 200)
    void whatStaysIsShownOnceAndInOrderWhateverComesAndGoes(
            @ForAll("routes") Set<RouteId> staying,
            @ForAll("routes") Set<RouteId> others,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int budget,
            @ForAll long seed) {
        Random random = new Random(seed);
        Tables tables = new Tables();
        List<RouteId> shown = new ArrayList<>();
        RouteId last = null;
        do {
            tables.routes.clear();
            tables.routes.addAll(staying);
            others.stream().filter(other -> random.nextBoolean()).forEach(tables.routes::add);
            HeldRoutes page = page(tables, last, null, rows, budget);
            page.rows().forEach(row -> shown.add(row.routeId()));
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(rows);
            last = page.reached() == null ? null : RouteId.parse(page.reached());
        } while (last != null);

        assertThat(shown)
                .isSortedAccordingTo(TextOrder.ROUTES)
                .doesNotHaveDuplicates()
                .containsAll(staying);
        Set<RouteId> possible = new HashSet<>(staying);
        possible.addAll(others);
        assertThat(possible).containsAll(shown);
    }

    @Property(tries = 100)
    void onePrefixIsFoundWithoutTheRest(
            @ForAll("routes") Set<RouteId> all, @ForAll @IntRange(min = 1, max = 3) int rows) {
        Tables tables = new Tables();
        tables.routes.addAll(all);
        for (RouteId wanted : all) {
            List<RouteId> shown = new ArrayList<>();
            RouteId last = null;
            do {
                HeldRoutes page = page(tables, last, wanted.prefix(), rows, 1_000);
                page.rows().forEach(row -> shown.add(row.routeId()));
                last = page.reached() == null ? null : RouteId.parse(page.reached());
            } while (last != null);
            assertThat(shown)
                    .containsExactlyElementsOf(tables.routes.stream()
                            .filter(route -> route.prefix().equals(wanted.prefix()))
                            .toList());
        }
    }

    @Test
    void moreRoutesThanASliceComeInSlices() {
        Tables tables = new Tables();
        for (long i = 0; i < 3L * RouteWalk.SLICE; i++) {
            IpPrefix prefix = new IpPrefix(new IpAddress(IpAddress.Family.IPV4, 0, i << 8), 24);
            tables.routes.add(new RouteId(SESSIONS.getFirst(), prefix, 0));
        }

        HeldRoutes page = page(tables, null, null, 10_000, 10_000);

        assertThat(page.rows()).hasSize(3 * RouteWalk.SLICE);
        assertThat(page.reached()).isNull();
    }

    /** As recorded from the real service (contract section C.12). */
    @Test
    void prefixesOfIpv4AreInTheOrderOfTheirTextAndIpv6FollowsByAddress() {
        List<String> ordered = List.of(
                "0.0.0.0/0",
                "1.179.0.0/16",
                "1.188.0.0/16",
                "1.2.4.0/24",
                "10.0.0.0/16",
                "10.0.0.0/24",
                "10.0.0.0/8",
                "10.0.0.1/32",
                "10.0.0.10/32",
                "10.0.0.2/31",
                "10.0.1.0/24",
                "100.0.0.0/8",
                "2.0.0.0/8",
                "255.255.255.255/32",
                "9.0.0.0/8",
                "::/0",
                "2001:db8::/32",
                "2001:db8:a::/48",
                "2001:db8:10::/48");
        Tables tables = new Tables();
        ordered.forEach(prefix -> tables.routes.add(new RouteId(SESSIONS.getFirst(), IpPrefix.parse(prefix), 0)));

        for (int rows : List.of(1, 2, 7, 100)) {
            List<String> shown = new ArrayList<>();
            RouteId last = null;
            do {
                HeldRoutes page = page(tables, last, null, rows, 1_000);
                page.rows().forEach(row -> shown.add(row.route().prefix()));
                last = page.reached() == null ? null : RouteId.parse(page.reached());
            } while (last != null);
            assertThat(shown).isEqualTo(ordered);
        }
    }

    @Provide
    Arbitrary<Set<RouteId>> strewn() {
        Arbitrary<IpPrefix> prefixes = Combinators.combine(
                        Arbitraries.of(0, 1, 2, 10, 19, 100, 192, 255),
                        Arbitraries.of(0, 1, 9, 10, 255),
                        Arbitraries.of(0, 2, 20, 255),
                        Arbitraries.of(0, 3, 30, 255),
                        Arbitraries.integers().between(0, 32))
                .as((a, b, c, d, length) -> IpPrefix.around(IpAddress.parse(a + "." + b + "." + c + "." + d), length));
        return Combinators.combine(Arbitraries.of(SESSIONS), prefixes, Arbitraries.of(0L, 0L, 1L, 0xFFFF_FFFFL))
                .as(RouteId::new)
                .set()
                .ofMaxSize(80);
    }

    @Property(tries = 200)
    void everyRouteOfATableIsShownOnceInTheOrderOfTexts(
            @ForAll("strewn") Set<RouteId> all, @ForAll @IntRange(min = 1, max = 30) int rows) {
        Tables tables = new Tables();
        tables.routes.addAll(all);
        List<RouteId> shown = new ArrayList<>();
        RouteId last = null;
        do {
            HeldRoutes page = page(tables, last, null, rows, 1_000);
            page.rows().forEach(row -> shown.add(row.routeId()));
            last = page.reached() == null ? null : RouteId.parse(page.reached());
        } while (last != null);

        assertThat(shown).isEqualTo(all.stream().sorted(TextOrder.ROUTES).toList());
        assertThat(shown.stream().map(id -> id.prefix().toString())).isSorted();
    }

    @Test
    void aFilterThatLetsNothingPassEndsAPageAllTheSame() {
        Tables tables = new Tables();
        tables.routes.add(new RouteId(SESSIONS.getFirst(), IpPrefix.parse("203.0.113.0/24"), 0));
        tables.routes.add(new RouteId(SESSIONS.getFirst(), IpPrefix.parse("203.0.113.0/25"), 0));

        HeldRoutes page =
                new RouteWalk(new TextOrder(tables), route -> Optional.empty()).page(SESSIONS, null, null, 100, 1);

        assertThat(page.rows()).isEmpty();
        assertThat(page.reached()).isEqualTo("203.0.113.0/24|edge-1|192.0.2.1|0");
    }
}
