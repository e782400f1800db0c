/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.Interner;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.observation.ChangeSender;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.topic.TopicLeaders;
import org.openpeering.kit.trace.Traces;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Kafka;

/**
 * Prints what detection weighs and costs: heap of the states of many prefixes and vantages (T15), processor time of a change
 * among 100 and 500 holders, and changes through a real broker (T5). Arguments: {@code state PREFIXES VANTAGES} (10,000 and
 * 300), {@code change}, {@code kafka CHANGES} (300,000), none for all. With a third argument nothing is synced, and so no routes
 * are told.
 */
final class DetectorLoad {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long OWNER = 64500;
    private static final Speaker SPEAKER = new Speaker("load", 1);

    private DetectorLoad() {}

    public static void main(String... arguments) throws Exception {
        // Kafka's clients tell every message they send to a log that has no level.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger("").setLevel(Level.WARNING);
        String what = arguments.length == 0 ? "all" : arguments[0];
        if (!what.equals("kafka") && !what.equals("change")) {
            state(number(arguments, 1, 10_000), number(arguments, 2, 300));
        }
        if (!what.equals("kafka") && !what.equals("state")) {
            change(100);
            change(500);
        }
        if (!what.equals("change") && !what.equals("state")) {
            kafka(number(arguments, 1, 300_000), arguments.length < 3);
        }
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    /** As they come: nothing in common with any other but by being equal. 500 origins, and a path for each of a vantage. */
    private static ObservedRoute route(IpPrefix prefix, int number, int vantage, int version) {
        long origin = OWNER + number % 500;
        IpAddress address = IpAddress.parse("198.18." + vantage / 250 + "." + (1 + vantage % 250));
        long[] path = LongStream.concat(
                        LongStream.of(200_000 + vantage, 3_000 + (vantage + number % 500 + version) % 50),
                        LongStream.of(1_000 + number % 500, origin))
                .toArray();
        return new ObservedRoute(
                prefix,
                0,
                "edge-" + vantage % 20,
                address,
                new Asn(200_000 + vantage),
                AsPath.of(path),
                List.of(new Community(8075, vantage % 100)),
                address,
                NOW.plusMillis(version),
                NOW.plusMillis(version));
    }

    private static IpPrefix prefix(int number) {
        return new IpPrefix(new IpAddress(Family.IPV4, 0, (20L << 24) + ((long) number << 8)), 24);
    }

    private static MonitoredPrefix declared(int number) {
        return new MonitoredPrefix(
                prefix(number), 1, List.of(new Asn(OWNER + number % 500)), List.of(Story.PRIMARY_SESSION));
    }

    private static Tracked declared(Detection detection, int number) {
        Tracked tracked = Tracked.of(prefix(number));
        return tracked.after(detection.declare(tracked.state(), declared(number), NOW), 0);
    }

    private static Tracked apply(Detection detection, Tracked tracked, ObservedRoute route) {
        IpPrefix monitored = tracked.state().prefix();
        Effect effect = detection.apply(tracked.state(), new RouteChange.Announced(monitored, NOW, route));
        return tracked.after(effect, 0, 1, NOW);
    }

    private static void state(int prefixes, int vantages) {
        Detection detection = new Detection(Limits.DEFAULT);
        Map<IpPrefix, Tracked> states = new HashMap<>();
        long before = used();
        for (int i = 0; i < prefixes; i++) {
            Tracked tracked = declared(detection, i);
            for (int vantage = 0; vantage < vantages; vantage++) {
                tracked = apply(detection, tracked, route(prefix(i), i, vantage, 0));
            }
            states.put(tracked.state().prefix(), tracked);
        }
        long weight = used() - before;
        System.out.printf(
                "state: %,d prefixes x %,d vantages: %,d MB of heap, %.0f B a route%n",
                states.size(), vantages, weight >> 20, (double) weight / prefixes / vantages);
        for (int again = 0; again < 5; again++) {
            long begin = System.nanoTime();
            Predicate<PrefixState> such = PathLook.heardThrough(Set.of(new Asn(4_200_000_000L)));
            long found = states.values().stream()
                    .filter(tracked -> such.test(tracked.state()))
                    .count();
            System.out.printf(
                    "state: %d prefixes are heard through a network whose ASPA changed: found in %.1f ms%n",
                    found, (System.nanoTime() - begin) / 1e6);
        }
    }

    /** As many VRPs as there are, those of the monitored prefix among them, and some ASPAs. */
    private static RpkiView signed() {
        VrpChanges vrps = new VrpChanges();
        Random random = new Random(1);
        for (int i = 0; i < 600_000; i++) {
            IpAddress network = new IpAddress(Family.IPV4, 0, (30L << 24) + ((long) random.nextInt(1 << 22) << 8));
            vrps.announce(Vrp.of(new IpPrefix(network, 24), 24, new Asn(1 + random.nextInt(400_000))));
        }
        vrps.announce(Vrp.of(IpPrefix.around(prefix(0).network(), 16), 24, new Asn(OWNER)));
        VrpTable table = VrpTable.of(vrps);
        Map<Asn, List<Asn>> aspas = new HashMap<>();
        for (long i = 0; i < 2_000; i++) {
            aspas.put(new Asn(1_000 + i), List.of(new Asn(3_000 + i % 50)));
        }
        return new RpkiView(true, table, table, AspaTable.of(aspas));
    }

    private static void change(int holders) {
        RpkiView view = signed();
        Detection detection =
                new Detection(Limits.DEFAULT, Networks.DEFAULT, new Interner(), () -> Relationships.NONE, () -> view);
        Tracked tracked = declared(detection, 0);
        for (int vantage = 0; vantage < holders; vantage++) {
            tracked = apply(detection, tracked, route(prefix(0), 0, vantage, 0));
        }
        ObservedRoute[] changes = IntStream.range(0, 20_000)
                .mapToObj(i -> route(prefix(0), 0, new Random(i).nextInt(holders), 1 + i % 7))
                .toArray(ObservedRoute[]::new);
        for (int round = 0; round < 5; round++) {
            long start = cpu();
            for (ObservedRoute route : changes) {
                tracked = apply(detection, tracked, route);
            }
            System.out.printf(
                    "change: %,d holders: %.2f us of processor time%n",
                    holders, (cpu() - start) / 1e3 / changes.length);
        }
    }

    private static void kafka(int changes, boolean synced) throws Exception {
        ObjectMapper json = Json.mapper();
        Path folder = Files.createTempDirectory("detector-load");
        Kafka kafka = new Kafka(Workspace.at(folder));
        kafka.start();
        try (Admin admin = kafka.admin();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "delivery.timeout.ms", 600_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .flatMap(topic -> List.of(topic.topicName(), topic.deadLetterName()).stream())
                            .map(name -> new NewTopic(name, 6, (short) 1))
                            .toList())
                    .all()
                    .get();
            TopicLeaders.await(
                    admin, Arrays.stream(Topic.values()).map(Topic::topicName).toList());
            for (int i = 0; i < 10_000; i++) {
                send(producer, Topic.MONITORED_PREFIXES, i, json.writeValueAsBytes(declared(i)));
            }
            long cpu = processCpu();
            AtomicLong sent = new AtomicLong();
            try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "load", (_, _, failure) -> {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
                sent.incrementAndGet();
            })) {
                for (int i = 0; synced && i < 10_000; i++) {
                    sender.send(new RouteChange.Synced(prefix(i), NOW, 1, List.of(SPEAKER.collector()), SPEAKER), null);
                }
                for (int i = 0; i < changes; i++) {
                    int number = i % 10_000;
                    ObservedRoute route = route(prefix(number), number, i / 10_000 % 30, i / 300_000);
                    sender.send(new RouteChange.Announced(prefix(number), NOW, route, SPEAKER), null);
                }
            }
            producer.flush();
            System.out.printf(
                    "written: %,d changes, %.1f us of processor time each, with what makes them up%n",
                    changes, (processCpu() - cpu) / 1e3 / changes);
            run(json, kafka, folder, changes, sent.get() + 10_000);
        } finally {
            kafka.stop();
        }
    }

    /** What fails is missing at the end, which then does not come. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, int number, byte[] body) {
        producer.send(new ProducerRecord<>(
                topic.topicName(), prefix(number).toString().getBytes(UTF_8), body));
    }

    /** From the first message applied to the last. */
    private static void run(ObjectMapper json, Kafka kafka, Path folder, int changes, long messages)
            throws InterruptedException {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "insights");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("streams").toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        // As in the service's settings.
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 100);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        settings.put(StreamsConfig.producerPrefix("batch.size"), 131_072);
        settings.put(StreamsConfig.producerPrefix("acks"), "all");
        DetectionTopology topology = new DetectionTopology(
                json,
                Limits.DEFAULT,
                Networks.DEFAULT,
                () -> Relationships.NONE,
                () -> RpkiView.UNKNOWN,
                new RpkiNews(),
                () -> Geography.UNKNOWN,
                () -> Siblings.NONE,
                Duration.ofMinutes(10),
                new SimpleMeterRegistry(),
                Traces.off());
        try (KafkaStreams streams = new KafkaStreams(topology.build(), settings)) {
            streams.start();
            double done = 0;
            long start = 0;
            long cpu = 0;
            while (done < messages) {
                Thread.sleep(20);
                done = processed(streams);
                if (start == 0 && done > 0) {
                    start = System.nanoTime();
                    cpu = processCpu();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "kafka: %,d changes in %,d messages in %.1f s: %,.0f changes/s, %.1f us of the detectors' processor time each%n",
                    changes, messages, seconds, changes / seconds, (processCpu() - cpu) / 1e3 / changes);
        }
    }

    private static double processed(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("process-total")
                        && metric.metricName().group().equals("stream-thread-metrics"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
