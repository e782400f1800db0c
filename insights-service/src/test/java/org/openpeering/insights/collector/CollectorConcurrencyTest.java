/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** Prefixes come and go while routers stream; afterwards the sink's picture must be that of the routers. */
class CollectorConcurrencyTest {
    private static final int ROUTERS = 3;
    private static final int PREFIXES = 24;
    private static final int CHANGES = 10_000;

    private record Key(SessionId peer, IpPrefix prefix) {}

    /** Follows what it is told, and finds fault with whatever cannot be. */
    private static final class Picture implements CollectorSink {
        final Map<IpPrefix, Map<Key, AsPath>> routes = new ConcurrentHashMap<>();
        final Map<IpPrefix, Long> revisions = new HashMap<>();
        final List<String> faults = new ArrayList<>();
        private final Map<Key, Long> lastStep = new HashMap<>();

        @Override
        public void session(SessionObservation observation) {}

        @Override
        public synchronized void route(RouteObservation seen) {
            Key key = new Key(seen.session().id(), seen.route());
            Map<Key, AsPath> held = routes.computeIfAbsent(seen.monitored().prefix(), prefix -> new HashMap<>());
            if (seen.cause() == RouteObservation.Cause.SYNC
                    && seen.monitored().revision()
                            <= revisions.getOrDefault(seen.monitored().prefix(), 0L)) {
                faults.add("a second synchronization of " + seen.monitored());
            }
            if (seen.announcement()) {
                AsPath path = seen.attributes().orElseThrow().asPath();
                held.put(key, path);
                long step = path.origin().orElseThrow().value();
                long before = lastStep.getOrDefault(key, 0L);
                if (seen.cause() == RouteObservation.Cause.SYNC ? step < before : step <= before) {
                    faults.add(key + ": step " + step + " after " + before);
                }
                lastStep.put(key, step);
            } else if (held.remove(key) == null) {
                faults.add("withdrawal of what was not there: " + seen);
            }
        }

        @Override
        public synchronized void synced(IpPrefix monitored, long revision) {
            revisions.put(monitored, revision);
        }

        /** No longer interested: what is known goes. */
        void forget(IpPrefix prefix) {
            routes.remove(prefix);
        }
    }

    private static IpPrefix prefix(int number) {
        return IpPrefix.parse("10.0." + number + ".0/24");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(120)
    void nothingIsMissedAndNothingOvertakes(int shards) throws InterruptedException {
        TestRouter.TestClock clock = new TestRouter.TestClock();
        Picture picture = new Picture();
        Collector collector = new Collector(
                new CollectorSettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(15), Set.of()),
                picture,
                clock,
                shards);
        Map<Key, AsPath> truth = new ConcurrentHashMap<>();
        AtomicBoolean streaming = new AtomicBoolean(true);
        List<Thread> routers = new ArrayList<>();
        for (int i = 0; i < ROUTERS; i++) {
            int number = i;
            routers.add(Thread.ofPlatform().start(() -> stream(collector, clock, number, truth)));
        }
        Thread watcher = Thread.ofPlatform().start(() -> watch(collector, picture, streaming));
        for (Thread router : routers) {
            router.join();
        }
        streaming.set(false);
        watcher.join();

        assertThat(picture.faults).isEmpty();
        for (int i = 0; i < PREFIXES; i++) {
            IpPrefix prefix = prefix(i);
            Map<Key, AsPath> expected = new HashMap<>(truth);
            expected.keySet().removeIf(key -> !key.prefix().equals(prefix));
            assertThat(picture.routes.getOrDefault(prefix, Map.of()))
                    .as(prefix.toString())
                    .isEqualTo(expected);
        }
    }

    private static void stream(Collector collector, TestRouter.TestClock clock, int number, Map<Key, AsPath> truth) {
        TestRouter router = new TestRouter(collector, "edge-" + number, clock);
        Peer peer = Peer.of("192.0.2." + (number + 1), 65100 + number);
        SessionId id = SessionId.of("edge-" + number, peer.address());
        router.up(peer);
        Random random = new Random(number);
        for (long step = 1; step <= CHANGES; step++) {
            IpPrefix prefix = prefix(random.nextInt(PREFIXES));
            if (step % 5000 == 0) {
                router.down(peer, 1);
                truth.keySet().removeIf(key -> key.peer().equals(id));
                router.up(peer);
            } else if (random.nextInt(3) == 0) {
                router.withdraw(peer, prefix.toString());
                truth.remove(new Key(id, prefix));
            } else {
                router.announce(peer, prefix.toString(), peer.asn(), step);
                truth.put(new Key(id, prefix), AsPath.of(peer.asn(), step));
            }
        }
    }

    /** Ends with every prefix monitored. */
    private static void watch(Collector collector, Picture picture, AtomicBoolean streaming) {
        Random random = new Random(99);
        long revision = 0;
        while (streaming.get()) {
            IpPrefix prefix = prefix(random.nextInt(PREFIXES));
            if (random.nextBoolean()) {
                collector.monitor(prefix, ++revision);
            } else {
                collector.unmonitor(prefix);
                picture.forget(prefix);
            }
        }
        for (int i = 0; i < PREFIXES; i++) {
            collector.monitor(prefix(i), ++revision);
        }
        assertThat(picture.revisions).hasSize(PREFIXES);
    }

    @Test
    @Timeout(60)
    void aSinkThatBlocksHoldsRoutersBackButNotThoseWhoLook() throws InterruptedException {
        TestRouter.TestClock clock = new TestRouter.TestClock();
        Semaphore places = new Semaphore(0);
        CountDownLatch blocked = new CountDownLatch(1);
        Collector collector = new Collector(
                CollectorSettings.DEFAULT,
                new CollectorSink() {
                    @Override
                    public void session(SessionObservation observation) {}

                    @Override
                    public void route(RouteObservation observation) {
                        blocked.countDown();
                        places.acquireUninterruptibly();
                    }

                    @Override
                    public void synced(IpPrefix monitored, long revision) {}
                },
                clock);
        collector.monitor(prefix(1), 1);
        TestRouter router = new TestRouter(collector, "edge-1", clock);
        Peer peer = Peer.of("192.0.2.1", 65100);
        router.up(peer);
        AtomicInteger sent = new AtomicInteger();
        Thread stream = Thread.ofVirtual().start(() -> {
            for (int step = 1; step <= 3; step++) {
                router.announce(peer, "10.0.1.0/24", 65100, step);
                sent.incrementAndGet();
            }
        });
        assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(collector.peers()).hasSize(1);
        assertThat(collector.routes(prefix(1), 10)).hasSize(1);
        assertThat(sent.get()).isZero();

        places.release(3);
        stream.join();
        assertThat(sent.get()).isEqualTo(3);
    }
}
