/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.trace.Traces;

/** A broker that neither takes anything nor says so: routers wait, all else goes on, and nothing is lost. */
class KafkaStandsStillTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ROUTERS = 3;
    private static final int STEPS = 1_000;
    private static final long MOST = 64 << 10;

    private final ObjectMapper json = Json.mapper();
    private final Broker broker = new Broker();
    private final SendQueue queue = new SendQueue(MOST).start();
    private final KafkaSink sink = new KafkaSink(
            broker,
            queue,
            json,
            () -> BEGIN,
            Traces.off(),
            "this",
            "here:8083",
            Optional::empty,
            Completions.toldAtOnce(),
            new ActivityMeters(new SimpleMeterRegistry()));
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> BEGIN);
    private final AtomicInteger told = new AtomicInteger();

    private static final class Broker extends MockProducer<byte[], byte[]> {
        private final CountDownLatch wakes = new CountDownLatch(1);

        Broker() {
            super(Partitioned.cluster(1), true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
            try {
                wakes.await();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            return super.send(message, callback);
        }
    }

    @AfterEach
    void close() {
        broker.wakes.countDown();
        queue.close();
    }

    private static BmpBytes.Peer peer(int number) {
        return BmpBytes.Peer.of("192.0.2." + (number + 1), 64496 + number);
    }

    private static IpPrefix prefix(int number) {
        return IpPrefix.parse("203.0.113." + 64 * number + "/26");
    }

    private void stream(BmpReceiver.Session session, int number) {
        for (int step = 1; step <= STEPS; step++) {
            IpPrefix prefix = prefix(step % 4);
            PathAttributes attributes = new PathAttributes(
                    AsPath.of(64496 + number, step),
                    Origin.IGP,
                    IpAddress.parse("192.0.2.99"),
                    List.of(),
                    Optional.empty());
            byte[] update = BmpBytes.routeMonitoring(
                    peer(number), BEGIN.getEpochSecond(), BgpBytes.announce(attributes, prefix));
            session.receive(new BmpDecoder().decode(update, 0, update.length), Micros.of(BEGIN));
            told.incrementAndGet();
        }
    }

    private BmpReceiver.Session router(int number) {
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge-" + number));
        byte[] open = BgpBytes.modernOpen(64496 + number, 0);
        byte[] up = BmpBytes.peerUp(peer(number), BEGIN.getEpochSecond(), 40_000, BgpBytes.modernOpen(8075, 0), open);
        session.receive(new BmpDecoder().decode(up, 0, up.length), Micros.of(BEGIN));
        return session;
    }

    @Test
    @Timeout(120)
    void routersWaitAndAllElseGoesOnAndNothingIsLost() throws Exception {
        for (int number = 0; number < 4; number++) {
            collector.monitor(prefix(number), 1);
        }
        BmpReceiver.Session leaving = router(ROUTERS);
        List<Thread> routers = new ArrayList<>();
        for (int number = 0; number < ROUTERS; number++) {
            int of = number;
            BmpReceiver.Session session = router(number);
            routers.add(Thread.ofPlatform().start(() -> stream(session, of)));
        }
        eventually(LIMIT, () -> assertThat(routers).extracting(Thread::getState).containsOnly(Thread.State.WAITING));

        assertThat(told.get()).isLessThan(ROUTERS * STEPS);
        assertThat(queue.bytes()).isBetween(MOST, MOST + ROUTERS * 1_000);
        assertThat(collector.peers()).hasSize(ROUTERS + 1);
        assertThat(collector.routes(prefix(1), 10)).hasSize(ROUTERS);
        leaving.closed();
        collector.unmonitor(IpPrefix.parse("198.51.100.0/24"));
        collector.tick(BEGIN.plusSeconds(3600));
        collector.tick(BEGIN.plusSeconds(7200));
        assertThat(collector.peers()).hasSize(ROUTERS + 1);

        broker.wakes.countDown();
        for (Thread router : routers) {
            router.join();
        }
        eventually(LIMIT, () -> assertThat(queue.bytes()).isZero());
        sink.flush();
        assertThat(stepsByRouter()).isEqualTo(allSteps());
        assertThat(queue.timesFull()).isPositive();
    }

    /** In the order of the topic. */
    private Map<String, List<Long>> stepsByRouter() {
        Map<String, List<Long>> steps = new HashMap<>();
        for (RouteChange change : Partitioned.changes(broker)) {
            if (change instanceof RouteChange.Announced announced) {
                ObservedRoute route = announced.route();
                steps.computeIfAbsent(route.router(), _ -> new ArrayList<>())
                        .add(route.asPath().origin().orElseThrow().value());
            }
        }
        return steps;
    }

    private static Map<String, List<Long>> allSteps() {
        Map<String, List<Long>> steps = new HashMap<>();
        for (int number = 0; number < ROUTERS; number++) {
            List<Long> all = steps.computeIfAbsent("edge-" + number, _ -> new ArrayList<>());
            for (long step = 1; step <= STEPS; step++) {
                all.add(step);
            }
        }
        return steps;
    }
}
