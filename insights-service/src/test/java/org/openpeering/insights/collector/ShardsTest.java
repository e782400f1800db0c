/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.collector.CollectorSettings.Bounds;

/** Routers of several shards are one collector to whoever asks, and do not wait for each other. */
class ShardsTest {
    private static final int SHARDS = 4;
    /** Their names lie in different shards. */
    private static final String ONE = "edge-1";

    private static final String OTHER = "edge-2";
    private static final Peer PEER = Peer.of("192.0.2.1", 64496);
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");

    private final RecordingSink sink = new RecordingSink();
    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final Collector collector = collector(sink, Bounds.NONE);

    private Collector collector(CollectorSink of, Bounds bounds) {
        CollectorSettings settings = new CollectorSettings(
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of(), bounds);
        return new Collector(settings, of, clock, SHARDS);
    }

    private TestRouter router(Collector of, String name) {
        TestRouter router = new TestRouter(of, name, clock);
        router.up(PEER);
        return router;
    }

    @Test
    void thePairOfRoutersLiesInDifferentShards() {
        assertThat(Math.floorMod(ONE.hashCode(), SHARDS)).isNotEqualTo(Math.floorMod(OTHER.hashCode(), SHARDS));
    }

    @Test
    void aPrefixIsSyncedOnceWhenAllHaveToldOfIt() {
        router(collector, ONE).announce(PEER, "203.0.113.0/24", 64496);
        router(collector, OTHER).announce(PEER, "203.0.113.128/25", 64496);
        sink.take();

        collector.monitor(PREFIX, 7);
        assertThat(sink.take())
                .hasSize(3)
                .contains(
                        "SYNC 203.0.113.0/24 EXACT 203.0.113.0/24 via 64496",
                        "SYNC 203.0.113.128/25 MORE_SPECIFIC 203.0.113.0/24 via 64496")
                .last()
                .isEqualTo("SYNCED 203.0.113.0/24 7");

        collector.monitor(PREFIX, 6);
        assertThat(sink.take()).isEmpty();
        assertThat(collector.monitored()).isEqualTo(1);
    }

    @Test
    void theLongestMatchIsThatOfAllShards() {
        router(collector, ONE).announce(PEER, "203.0.113.0/24", 64496);
        TestRouter other = router(collector, OTHER);
        other.announce(PEER, "203.0.112.0/23", 64511);
        IpPrefix host = IpPrefix.parse("203.0.113.9/32");
        SessionId here = SessionId.of(ONE, PEER.address());
        SessionId there = SessionId.of(OTHER, PEER.address());
        assertThat(collector.longestMatch(host, Set.of(here, there)))
                .extracting(HeldRoute::prefix)
                .containsExactly(PREFIX);

        other.announce(PEER, "203.0.113.0/24", 64511);
        assertThat(collector.longestMatch(host, Set.of(here, there)))
                .extracting(route -> route.session().id())
                .containsExactlyInAnyOrder(here, there);
        assertThat(collector.longestMatch(host, Set.of(there)))
                .extracting(route -> route.session().id())
                .containsExactly(there);
        assertThat(collector.routes(IpPrefix.parse("203.0.112.0/23"), 2)).hasSize(2);
        assertThat(collector.sizes().routes()).isEqualTo(3);
        assertThat(collector.peers()).hasSize(2);
    }

    @Test
    void theLimitOfTheProcessIsThatOfAllShards() {
        Collector bounded = collector(sink, new Bounds(100, 100, 10, Long.MAX_VALUE));
        TestRouter one = router(bounded, ONE);
        TestRouter other = router(bounded, OTHER);
        for (int number = 0; number < 8; number++) {
            one.announce(PEER, "198.51." + number + ".0/24", 64496);
            other.announce(PEER, "198.51." + number + ".0/24", 64511);
        }
        assertThat(bounded.sizes().routes()).isEqualTo(10);
        assertThat(bounded.limits())
                .filteredOn(limit -> limit.router().isEmpty())
                .singleElement()
                .satisfies(limit -> {
                    assertThat(limit.held()).isEqualTo(10);
                    assertThat(limit.refused()).isEqualTo(6);
                });
    }

    @Test
    @Timeout(60)
    void aRouterDoesNotWaitForOneOfAnotherShard() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Collector blocking = collector(
                new CollectorSink() {
                    @Override
                    public void session(SessionObservation observation) {}

                    @Override
                    public void route(RouteObservation observation) {
                        if (observation.session().id().router().equals(ONE)) {
                            busy.countDown();
                            await(goesOn);
                        }
                    }

                    @Override
                    public void synced(IpPrefix monitored, long revision) {}
                },
                Bounds.NONE);
        blocking.monitor(PREFIX, 1);
        TestRouter one = router(blocking, ONE);
        Thread stuck = Thread.ofPlatform().start(() -> one.announce(PEER, "203.0.113.0/24", 64496));
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

        TestRouter other = router(blocking, OTHER);
        other.announce(PEER, "203.0.113.0/24", 64511);
        other.lose();
        assertThat(blocking.routes(PREFIX, 10)).hasSize(2);

        goesOn.countDown();
        stuck.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also over shards, which give them by themselves. */
    @Test
    void everyConnectionHasALaterEpochThanAllBefore() {
        router(collector, ONE);
        router(collector, OTHER);
        router(collector, ONE);
        assertThat(sink.sessions)
                .extracting(seen -> seen.session().epoch())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
