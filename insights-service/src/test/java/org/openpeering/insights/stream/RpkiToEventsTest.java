/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_RPKI_INVALID_EVENT;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Signed;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.origin.RpkiLab;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;
import org.openpeering.registry.rtr.RtrTimeouts;
import org.openpeering.registry.source.RpkiSource;
import org.openpeering.registry.testing.Stayrtr;

/** A change of what the RPKI says reaches the events of the prefixes that it touches. */
class RpkiToEventsTest {
    private static final int MANY = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<MonitoredPrefix> monitored = new ArrayList<>();
    private final RpkiLab lab = new RpkiLab(() -> monitored);
    private TopologyFixture topology;

    @BeforeEach
    void start() {
        topology = new TopologyFixture(Story.START, Limits.DEFAULT, lab);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private static IpPrefix prefix(int number) {
        return new IpPrefix(new IpAddress(Family.IPV4, 0, (20L << 24) + ((long) number << 8)), 24);
    }

    private void announced(int count) {
        for (int i = 0; i < count; i++) {
            MonitoredPrefix declared =
                    new MonitoredPrefix(prefix(i), 1, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION));
            monitored.add(declared);
            topology.declare(declared, Story.START);
            topology.change(new RouteChange.Announced(
                    prefix(i), Story.START, Story.PARTNER.route(prefix(i), Story.START, "64496 64500")));
        }
        topology.events();
    }

    /** What is told within a time of the driver's. */
    private List<RoutingEvent> within(Duration time) {
        return allWithin(time).stream()
                .filter(event -> event.type() == PREFIX_RPKI_INVALID_EVENT)
                .toList();
    }

    private List<RoutingEvent> allWithin(Duration time) {
        // The driver calls what is to be called each 50 ms once, however far it goes.
        for (long passed = 0; passed < time.toMillis(); passed += 50) {
            topology.driver.advanceWallClockTime(Duration.ofMillis(50));
        }
        return topology.events();
    }

    private void says(VrpTable vrps) {
        lab.arrived(vrps, Story.START);
    }

    private static VrpTable owners(int count, int from, Asn instead) {
        VrpChanges changes = new VrpChanges();
        IntStream.range(0, count)
                .forEach(i -> changes.announce(Vrp.of(prefix(i), 24, i >= from ? instead : new Asn(Story.OWNER))));
        return VrpTable.of(changes);
    }

    @Test
    void whatAChangeTouchesIsToldAtTheNextTurnAndNothingElseIsLookedAt() {
        announced(MANY);
        says(owners(MANY, MANY, new Asn(Story.HIJACKER)));
        assertThat(within(Duration.ofSeconds(5))).isEmpty();

        says(owners(MANY, MANY - 15, new Asn(Story.HIJACKER)));
        long start = System.nanoTime();
        List<RoutingEvent> told = within(Duration.ofMillis(50));
        System.out.printf(
                "RPKI: 15 of %,d VRPs changed: 15 events of %,d prefixes at the next turn, %.1f ms of work%n",
                MANY, MANY, (System.nanoTime() - start) / 1e6);
        assertThat(told).hasSize(15).allMatch(event -> event.level() == EventLevel.ERROR);
        assertThat(topology.states().touched(lab.news().since(lab.news().number() - 1)))
                .hasSize(15);
    }

    @Test
    void whatNetworksSignIsHeldAgainstWhatIsHeardThroughThem() {
        announced(MANY);
        Instant at = Story.START.plusSeconds(1);
        topology.change(new RouteChange.Announced(
                prefix(5), at, Story.SECOND.route(prefix(5), at, "64497 65543 65542 65541 64500")));
        lab.arrived(VrpTable.EMPTY, Signed.table("65550: 65551"), Story.START);
        within(Duration.ofSeconds(5));

        lab.arrived(VrpTable.EMPTY, Signed.table("65541: 0", "65543: 0"), Story.START);
        long start = System.nanoTime();
        List<RoutingEvent> told = allWithin(Duration.ofSeconds(1));
        System.out.printf(
                "ASPA: the prefix that is heard through 3 networks found among %,d within a second, %.1f ms of work%n",
                MANY, (System.nanoTime() - start) / 1e6);
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(PREFIX_ROUTE_LEAK_EVENT);
            assertThat(event.seenUpstream()).isEqualTo(new Asn(65542));
        });
    }

    @Test
    void aTrustAnchorThatIsLostTellsNobodyAnythingAndAlarmsOnce() {
        announced(500);
        says(owners(500, 500, new Asn(0)));
        within(Duration.ofSeconds(5));

        says(owners(400, 400, new Asn(0)));
        says(Signed.table(List.of()));
        assertThat(within(Duration.ofSeconds(5))).isEmpty();
        assertThat(lab.alarms()).hasSize(1);
    }

    @Test
    void aRepositoryThatVanishesIsInformation() {
        announced(500);
        says(owners(500, 500, new Asn(0)));
        within(Duration.ofSeconds(5));

        says(owners(498, 498, new Asn(0)));
        assertThat(within(Duration.ofSeconds(1))).hasSize(2).allMatch(event -> event.level() == EventLevel.INFORMATION);
        assertThat(lab.alarms()).isEmpty();
    }

    @Test
    void whoTakesAPartitionOverJudgesWhatItHoldsByItsOwnData() {
        announced(3);
        says(owners(3, 2, new Asn(Story.HIJACKER)));
        try (TopologyFixture next = topology.restarted(Story.START.plusSeconds(60))) {
            List<String> first = ids(next);
            assertThat(first).hasSize(1);
            try (TopologyFixture after = next.restarted(Story.START.plusSeconds(90))) {
                assertThat(ids(after)).as("told again, as the same").isEqualTo(first);
            }
        }
        try (TopologyFixture other = topology.restarted(Story.START.plusSeconds(120))) {
            assertThat(ids(other)).as("without what the other one has written").hasSize(1);
        }
    }

    private static List<String> ids(TopologyFixture of) {
        of.driver.advanceWallClockTime(Duration.ofSeconds(5));
        return of.events().stream()
                .filter(event -> event.type() == PREFIX_RPKI_INVALID_EVENT)
                .map(RoutingEvent::id)
                .distinct()
                .toList();
    }

    /** Over RTR, from a real cache. */
    @Test
    void aChangeAtACacheIsAnEventWithinASecond(@TempDir Path folder) throws Exception {
        assumeTrue(Stayrtr.isInstalled());
        announced(1_000);
        Stayrtr cache = new Stayrtr(folder);
        cache.serve(Stayrtr.roa("20.0.7.0/24", 24, Story.OWNER), Stayrtr.roa("20.0.8.0/24", 24, Story.OWNER));
        cache.start(2);
        AtomicLong arrived = new AtomicLong();
        try (RpkiSource _ = RpkiSource.start(
                new RpkiSource.Settings(
                        List.of("127.0.0.1:" + cache.port()),
                        Duration.ofMinutes(1),
                        new RtrTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5)),
                        Optional.empty(),
                        Duration.ofMinutes(1)),
                () -> {
                    throw new IllegalStateException("without TLS");
                },
                data -> {
                    arrived.set(System.nanoTime());
                    lab.arrived(data, Instant.now());
                })) {
            await().atMost(LIMIT).until(() -> lab.view().known());
            assertThat(within(Duration.ofSeconds(5))).isEmpty();

            long changed = System.nanoTime();
            cache.serve(Stayrtr.roa("20.0.7.0/24", 24, Story.HIJACKER), Stayrtr.roa("20.0.8.0/24", 24, Story.OWNER));
            RoutingEvent event = next();
            long told = System.nanoTime();
            System.out.printf(
                    "RTR: event %.0f ms after the VRP came, %.0f ms after the file of the cache changed, which it looks at"
                            + " each second%n",
                    (told - arrived.get()) / 1e6, (told - changed) / 1e6);
            assertThat(event.level()).isEqualTo(EventLevel.ERROR);
            assertThat(event.prefix()).hasToString("20.0.7.0/24");
            assertThat(Duration.ofNanos(told - arrived.get())).isLessThan(Duration.ofSeconds(1));

            cache.serve(Stayrtr.roa("20.0.7.0/24", 24, Story.OWNER), Stayrtr.roa("20.0.8.0/24", 24, Story.OWNER));
            assertThat(next().status()).isEqualTo(Status.ENDED);
        } finally {
            cache.stop();
        }
    }

    /** The clock of the driver goes as that of the wall. */
    private RoutingEvent next() {
        List<RoutingEvent> told = new ArrayList<>();
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(LIMIT)
                .until(() -> told.addAll(within(Duration.ofMillis(50))));
        assertThat(told).hasSize(1);
        return told.getFirst();
    }
}
