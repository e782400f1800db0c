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
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RoutesRequest;
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

    /** Returns the bytes of the message. */
    int event(RoutingEvent event, long timestamp) {
        Instant ended = event.ended();
        byte[] body = fitting(event);
        send(
                Topic.ROUTING_EVENTS,
                event.prefix(),
                event.id() + "#" + event.revision(),
                event.revision(),
                ended == null ? event.lastSeen() : ended,
                body,
                timestamp);
        return body.length;
    }

    /** Returns the bytes of the message. */
    int routes(PrefixRoutes routes, long timestamp) {
        byte[] body = fitting(routes);
        routes(routes.prefix(), routes.revision(), body, timestamp);
        return body.length;
    }

    void latency(PrefixLatency latency, long timestamp) {
        send(
                Topic.PREFIX_LATENCY,
                latency.prefix(),
                latency.prefix() + "#" + latency.revision(),
                latency.revision(),
                latency.at(),
                bytes(latency),
                timestamp);
    }

    /** The tombstone of it. */
    void noLatency(IpPrefix prefix, long revision, long timestamp) {
        Instant time = Instant.ofEpochMilli(timestamp);
        send(Topic.PREFIX_LATENCY, prefix, prefix + "#" + revision, revision, time, null, timestamp);
    }

    /** The tombstone of a prefix's routes. */
    void noRoutes(IpPrefix prefix, long revision, long timestamp) {
        routes(prefix, revision, null, timestamp);
    }

    private void routes(IpPrefix prefix, long revision, byte @Nullable [] body, long timestamp) {
        Instant time = Instant.ofEpochMilli(timestamp);
        send(Topic.PREFIX_ROUTES, prefix, prefix + "#" + revision, revision, time, body, timestamp);
    }

    /** Returns the bytes of the message. */
    int request(RoutesRequest request, long timestamp) {
        byte[] body = bytes(request);
        send(
                Topic.ROUTE_REQUESTS,
                request.monitored(),
                request.monitored() + "#" + request.number(),
                request.number(),
                Instant.ofEpochMilli(timestamp),
                body,
                timestamp);
        return body.length;
    }

    /** What was counted of a prefix. */
    void activity(RouteActivity activity, long timestamp) {
        send(
                Topic.ROUTE_ACTIVITY,
                IpPrefix.parse(activity.subject()),
                activity.counter() + "#" + activity.revision(),
                activity.revision(),
                activity.at(),
                bytes(activity),
                timestamp);
    }

    /** Sets the message aside as it came: bytes, key, headers. */
    void deadLetter(Record<byte[], byte[]> message, RecordMetadata from, String cause) {
        Headers headers =
                DeadLetters.of(message.headers(), READER, cause, from.topic(), from.partition(), from.offset());
        context.forward(message.withHeaders(headers), DetectionTopology.sink(from.topic() + ".dlq"));
    }

    private byte[] fitting(RoutingEvent event) {
        byte[] body = bytes(event);
        return fits(Topic.ROUTING_EVENTS, event.prefix(), body) ? body : bytes(Shortened.event(event));
    }

    private byte[] fitting(PrefixRoutes routes) {
        byte[] body = bytes(routes);
        return fits(Topic.PREFIX_ROUTES, routes.prefix(), body)
                ? body
                : bytes(Shortened.routes(routes, route -> bytes(route).length + 1, LARGEST - 1_000));
    }

    /** False, counted and logged, for what the broker would refuse: less is told then. */
    private boolean fits(Topic topic, IpPrefix prefix, byte[] body) {
        if (body.length <= LARGEST) {
            return true;
        }
        meters.oversize().increment();
        LOG.warnf("%s of %s shortened: %d bytes are more than %d", topic, prefix, body.length, LARGEST);
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
