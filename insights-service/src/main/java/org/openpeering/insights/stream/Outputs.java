/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.message.DeadLetters;
import org.openpeering.kit.trace.Traces;

/** Writes messages with the CloudEvents attributes as headers, and dead letters with their cause. */
final class Outputs {
    private static final String SOURCE = "/openpeering/insights";
    private static final String READER = "insights";
    /** Bytes; below the broker's default {@code message.max.bytes} with room for key and headers. */
    private static final int LARGEST = 1_000_000;

    private static final Logger LOG = Logger.getLogger(Outputs.class);

    private final ProcessorContext<byte[], byte[]> context;
    private final ObjectMapper json;
    private final DetectionMeters meters;
    private final Traces traces;

    Outputs(ProcessorContext<byte[], byte[]> context, ObjectMapper json, DetectionMeters meters, Traces traces) {
        this.meters = meters;
        this.traces = traces;
        this.context = context;
        this.json = json;
    }

    void event(RoutingEvent event, long timestamp) {
        Instant ended = event.ended();
        send(
                Topic.ROUTING_EVENTS,
                event.prefix(),
                event.id() + "#" + event.revision(),
                event.revision(),
                ended == null ? event.lastSeen() : ended,
                bytes(event),
                timestamp);
    }

    void routes(PrefixRoutes routes, long timestamp) {
        routes(routes.prefix(), routes.revision(), bytes(routes), timestamp);
    }

    /** The tombstone of a prefix's routes. */
    void noRoutes(IpPrefix prefix, long revision, long timestamp) {
        routes(prefix, revision, null, timestamp);
    }

    private void routes(IpPrefix prefix, long revision, byte @Nullable [] body, long timestamp) {
        Instant time = Instant.ofEpochMilli(timestamp);
        send(Topic.PREFIX_ROUTES, prefix, prefix + "#" + revision, revision, time, body, timestamp);
    }

    /** Sets the message aside as it came: bytes, key, headers. */
    void deadLetter(Record<byte[], byte[]> message, RecordMetadata from, String cause) {
        Headers headers =
                DeadLetters.of(message.headers(), READER, cause, from.topic(), from.partition(), from.offset());
        context.forward(message.withHeaders(headers), DetectionTopology.sink(from.topic() + ".dlq"));
    }

    /** False, with the reason logged, for what the broker would refuse: the partition must not stop for it. */
    private boolean fits(Topic topic, IpPrefix prefix, byte @Nullable [] body) {
        if (body == null || body.length <= LARGEST) {
            return true;
        }
        meters.oversize().increment();
        LOG.errorf("%s of %s not sent: %d bytes are more than %d", topic, prefix, body.length, LARGEST);
        return false;
    }

    private void send(
            Topic topic,
            IpPrefix prefix,
            String id,
            long revision,
            Instant time,
            byte @Nullable [] body,
            long timestamp) {
        if (!fits(topic, prefix, body)) {
            return;
        }
        RecordHeaders headers = new RecordHeaders();
        add(headers, MessageHeader.ID, id);
        add(headers, MessageHeader.SOURCE, SOURCE);
        add(headers, MessageHeader.TYPE, "org.openpeering." + topic.topicName() + ".v1");
        add(headers, MessageHeader.SPEC_VERSION, "1.0");
        add(headers, MessageHeader.TIME, time.toString());
        add(headers, MessageHeader.SUBJECT, prefix.toString());
        add(headers, MessageHeader.CONTENT_TYPE, "application/json");
        add(headers, MessageHeader.REVISION, Long.toString(revision));
        String parent = traces.current().parent();
        if (parent != null) {
            add(headers, MessageHeader.TRACE, parent);
        }
        byte[] key = prefix.toString().getBytes(UTF_8);
        context.forward(new Record<>(key, body, timestamp, headers), DetectionTopology.sink(topic.topicName()));
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
