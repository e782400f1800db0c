/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** A peer that is gone is withdrawn in slices: what others do in between neither waits for all of them nor comes to harm. */
@Timeout(60)
class LeavingTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final Peer OTHER = Peer.of("192.0.2.3", 65003);
    private static final int PREFIXES = 10_000;
    private static final CollectorSettings SETTINGS =
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of());

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final RecordingSink seen = new RecordingSink();
    private final AtomicInteger withdrawn = new AtomicInteger();
    private volatile Runnable atFirst = () -> {};
    private final Collector collector = new Collector(SETTINGS, new Watching(), clock);
    private TestRouter router;
    private TestRouter another;

    private final class Watching implements CollectorSink {
        @Override
        public void session(SessionObservation observation) {
            seen.session(observation);
        }

        @Override
        public void route(RouteObservation route) {
            seen.route(route);
            if (route.attributes().isEmpty() && withdrawn.incrementAndGet() == 1) {
                atFirst.run();
            }
        }

        @Override
        public void synced(IpPrefix monitored, long revision) {
            seen.synced(monitored, revision);
        }
    }

    private static String prefix(int number) {
        return "10." + number / 256 + "." + number % 256 + ".0/24";
    }

    @BeforeEach
    void connect() {
        router = new TestRouter(collector, "edge-1", clock);
        another = new TestRouter(collector, "edge-2", clock);
        router.up(PEER);
        another.up(OTHER);
        for (int number = 0; number < PREFIXES; number++) {
            collector.monitor(IpPrefix.parse(prefix(number)), 1);
            router.announce(PEER, prefix(number), 65002);
        }
        seen.take();
    }

    /** Runs it in another thread that waits for its turn before the first slice ends. */
    private Thread meanwhile(Runnable work) {
        Thread thread = Thread.ofPlatform().unstarted(work);
        atFirst = () -> {
            thread.start();
            await().atMost(LIMIT).until(() -> thread.getState() == Thread.State.WAITING);
        };
        return thread;
    }

    /** The peer's routes once more, in a table that the inventory names, and in no other one any more. */
    private Peer inAnInternetTable() {
        Peer vrf = PEER.inVrf(7);
        collector.internetTables("edge-1", Set.of("0:0:7"));
        router.down(PEER, 4);
        router.up(vrf);
        for (int number = 0; number < PREFIXES; number++) {
            router.announce(vrf, prefix(number), 65002);
        }
        withdrawn.set(0);
        seen.take();
        return vrf;
    }

    private void lose() throws InterruptedException {
        router.lose();
        clock.advance(31);
        collector.tick(clock.instant());
    }

    @Test
    void othersHaveTheirTurnsInBetween() throws InterruptedException {
        AtomicInteger before = new AtomicInteger();
        Thread waiting = meanwhile(() -> {
            another.announce(OTHER, prefix(0), 65003);
            before.set(withdrawn.get());
        });

        lose();
        waiting.join();

        assertThat(before.get()).isBetween(1, PREFIXES - 1);
        assertThat(withdrawn.get()).isEqualTo(PREFIXES);
        assertThat(seen.take().getLast()).isEqualTo("DOWN 192.0.2.2 BMP_SESSION_LOST");
        assertThat(collector.peers())
                .extracting(peer -> peer.session().id().address())
                .containsExactly(OTHER.address());
    }

    @Test
    void whenItsRouterSaysSoTheRouterWaitsAndOthersDoNot() throws InterruptedException {
        AtomicInteger before = new AtomicInteger();
        Thread waiting = meanwhile(() -> {
            another.announce(OTHER, prefix(0), 65003);
            before.set(withdrawn.get());
        });

        router.down(PEER, 4);
        router.up(PEER);
        waiting.join();

        assertThat(before.get()).isBetween(1, PREFIXES - 1);
        List<String> lines = seen.take();
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .containsExactly("DOWN 192.0.2.2 REMOTE_NO_NOTIFICATION", "UP 192.0.2.2");
        assertThat(withdrawn.get()).isEqualTo(PREFIXES);
    }

    @Test
    void itComesBackAfterAllOfItIsToldAndNotInBetween() throws InterruptedException {
        Thread back = meanwhile(() -> {
            TestRouter again = new TestRouter(collector, "edge-1", clock);
            again.up(PEER);
            again.announce(PEER, prefix(1), 65002);
        });

        lose();
        back.join();

        List<String> lines = seen.take();
        assertThat(lines.subList(PREFIXES, lines.size()))
                .containsExactly(
                        "DOWN 192.0.2.2 BMP_SESSION_LOST",
                        "UP 192.0.2.2",
                        "ANNOUNCED 10.0.1.0/24 EXACT 10.0.1.0/24 via 65002");
        assertThat(withdrawn.get()).isEqualTo(PREFIXES);
        assertThat(collector.routes(IpPrefix.parse(prefix(1)), 10)).hasSize(1);
        assertThat(collector.routes(IpPrefix.parse(prefix(2)), 10)).isEmpty();
    }

    @Test
    void anotherNetworkAtItsAddressComesUpAfterIt() {
        router.up(Peer.of("192.0.2.2", 65009));

        List<String> lines = seen.take();
        assertThat(lines.subList(PREFIXES, lines.size())).containsExactly("DOWN 192.0.2.2 REPLACED", "UP 192.0.2.2");
    }

    @Test
    void whatIsMonitoredMeanwhileDoesNotHearOfItsRoutes() throws InterruptedException {
        router.announce(PEER, "172.16.0.0/24", 65002);
        Thread asking = meanwhile(() -> {
            collector.monitor(IpPrefix.parse("172.16.0.0/24"), 1);
            collector.resync(IpPrefix.parse(prefix(PREFIXES - 1)));
            collector.unmonitor(IpPrefix.parse(prefix(PREFIXES - 1)));
        });

        lose();
        asking.join();

        List<String> lines = seen.take();
        assertThat(lines).contains("SYNCED 172.16.0.0/24 1");
        assertThat(lines).noneMatch(line -> line.startsWith("SYNC ") || line.startsWith("TABLE"));
        assertThat(lines.getLast()).isEqualTo("DOWN 192.0.2.2 BMP_SESSION_LOST");
    }

    @Test
    void whatATableSaysWhileItIsTakenBackIsNotToldAnyMore() throws InterruptedException {
        Peer vrf = inAnInternetTable();
        Thread waiting = meanwhile(() -> {
            router.withdraw(vrf, prefix(PREFIXES - 1));
            router.announce(vrf, prefix(0), 65002, 65004);
        });

        collector.internetTables("edge-1", Set.of());
        waiting.join();

        // Whenever the others had their turn.
        List<String> lines = seen.take();
        assertThat(lines.getLast()).isEqualTo("DOWN 192.0.2.2 DECONFIGURED");
        assertThat(lines).noneMatch(line -> line.startsWith("ANNOUNCED"));
        assertThat(lines.stream()
                        .limit(lines.size() - 1)
                        .map(line -> line.split(" ")[1])
                        .distinct())
                .hasSize(PREFIXES);
        assertThat(collector.peers())
                .filteredOn(peer -> !peer.session().id().global())
                .singleElement()
                .matches(peer -> !peer.judged() && peer.routes() == PREFIXES - 1);
    }

    @Test
    void aSessionThatGoesDownWhileItsTableIsTakenBackIsGone() throws InterruptedException {
        Peer vrf = inAnInternetTable();
        Thread waiting = meanwhile(() -> router.down(vrf, 4));

        collector.internetTables("edge-1", Set.of());
        waiting.join();

        assertThat(seen.take())
                .filteredOn(line -> line.startsWith("DOWN"))
                .singleElement()
                .isIn("DOWN 192.0.2.2 REMOTE_NO_NOTIFICATION", "DOWN 192.0.2.2 DECONFIGURED");
        assertThat(collector.peers())
                .singleElement()
                .matches(peer -> peer.session().id().router().equals("edge-2"));
    }
}
