/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.openpeering.contract.event.Topic;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Interner;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.kit.trace.Traces;

/**
 * Builds the topology: three sources partitioned alike, one processor with its store, a sink for each topic written. All
 * bytes: the processor reads and writes JSON itself, since what it cannot read it sets aside.
 */
public final class DetectionTopology {
    static final String STORE = "prefix-state";
    private static final String PROCESSOR = "detection";
    private static final List<Topic> SOURCES =
            List.of(Topic.MONITORED_PREFIXES, Topic.ROUTE_CHANGES, Topic.LATENCY_WINDOWS);

    private final ObjectMapper json;
    private final Interner interner = new Interner();
    private final Detection detection;
    private final RpkiNews news;
    private final Duration undeclaredRetention;
    private final MeterRegistry meters;
    private final Traces traces;

    /**
     * @param json as service-kit configures it
     * @param limits for each monitored prefix
     * @param networks what is known of them
     * @param known who is whose customer, as it is known at the time
     * @param signed what the RPKI says, as it is known at the time
     * @param news what has changed of that
     * @param geography where things are, likewise
     * @param siblings how other prefixes fare, likewise
     * @param undeclaredRetention how long routes wait for a declaration of their prefix
     */
    public DetectionTopology(
            ObjectMapper json,
            Limits limits,
            Networks networks,
            Supplier<Relationships> known,
            Supplier<RpkiView> signed,
            RpkiNews news,
            Supplier<Geography> geography,
            Supplier<Siblings> siblings,
            Duration undeclaredRetention,
            MeterRegistry meters,
            Traces traces) {
        this.json = json;
        this.detection = new Detection(limits, networks, interner, known, signed, geography, siblings);
        this.news = news;
        this.undeclaredRetention = undeclaredRetention;
        this.meters = meters;
        this.traces = traces;
    }

    public Topology build() {
        Topology topology = new Topology();
        for (Topic source : SOURCES) {
            topology.addSource(
                    AutoOffsetReset.earliest(),
                    source.topicName() + "-source",
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    source.topicName());
        }
        topology.addProcessor(
                PROCESSOR,
                () -> new DetectionProcessor(json, detection, news, undeclaredRetention, meters, traces),
                SOURCES.stream().map(source -> source.topicName() + "-source").toArray(String[]::new));
        topology.addStateStore(new PrefixStates.Builder(STORE, json, interner), PROCESSOR);
        sink(topology, Topic.PREFIX_ROUTES.topicName());
        sink(topology, Topic.ROUTING_EVENTS.topicName());
        sink(topology, Topic.ROUTE_REQUESTS.topicName());
        sink(topology, Topic.PREFIX_LATENCY.topicName());
        sink(topology, Topic.ROUTE_ACTIVITY.topicName());
        SOURCES.forEach(source -> sink(topology, source.deadLetterName()));
        return topology;
    }

    /** The name of the sink that writes the topic. */
    static String sink(String topicName) {
        return topicName + "-sink";
    }

    private static void sink(Topology topology, String topicName) {
        topology.addSink(sink(topicName), topicName, new ByteArraySerializer(), new ByteArraySerializer(), PROCESSOR);
    }
}
