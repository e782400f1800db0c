/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.stream.Inputs.Declaration;
import org.openpeering.insights.stream.Inputs.UnreadableException;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/**
 * Applies the messages of both sources to the states of their prefixes and tells what follows.
 *
 * <p><b>At least once is enough.</b> After a crash the messages since the last commit come again, while any part of what
 * they led to may have been written. Cases: (1) neither state nor outputs were: it is the first time. (2) Outputs were
 * and the state was not: detection is deterministic and ids and revisions derive from the inputs, so the same messages
 * are sent again, and readers ignore a revision they have. (3) The state was and outputs were not: applying the message
 * again would change nothing and so tell nothing, and the event would be lost. Therefore the state remembers the offset
 * of the last change that had an effect, and a message that it knows makes the prefix tell all that is true now: open
 * events, events ended within the last minute (at most 64), and the routes, at the revisions they have. Revisions
 * skipped in this way are older than those told. Transactions would buy nothing but the wait for their commit. {@code
 * DetectionTopologyTest} replays inputs over a kept state.
 *
 * <p><b>Order.</b> Kafka Streams takes the older timestamp of the two sources, but only as far as it has fetched: a
 * change may come before its declaration. Detection gives the same events in either order.
 *
 * <p><b>A message at fault</b> (unreadable, under another's key, or one that detection fails on) goes to the dead letters
 * with its cause; the partition flows on.
 */
final class DetectionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = Logger.getLogger(DetectionProcessor.class);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);

    private final ObjectMapper json;
    private final Detection detection;
    private final Duration undeclaredRetention;
    private final DetectionMeters meters;
    private final Traces traces;
    private final Inputs inputs;

    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private PrefixStateStore states;

    @SuppressWarnings("NullAway.Init")
    private Outputs outputs;

    DetectionProcessor(
            ObjectMapper json, Detection detection, Duration undeclaredRetention, MeterRegistry meters, Traces traces) {
        this.json = json;
        this.detection = detection;
        this.undeclaredRetention = undeclaredRetention;
        this.meters = new DetectionMeters(meters);
        this.traces = traces;
        this.inputs = new Inputs(json);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.states = new PrefixStateStore(context.getStateStore(DetectionTopology.STORE), json);
        this.outputs = new Outputs(context, json, meters, traces);
        context.schedule(PURGE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::purge);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Step step = traces.received(SpanKind.CONSUMER, "detect", Messages.trace(message.headers()));
        traces.enter(step);
        try {
            apply(message);
        } finally {
            traces.leave();
            step.ended();
        }
    }

    private void apply(Record<byte[], byte[]> message) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        Applied applied;
        try {
            applied = from.topic().equals(Topic.ROUTE_CHANGES.topicName())
                    ? changed(inputs.change(message), from.offset())
                    : declared(inputs.declaration(message), Instant.ofEpochMilli(message.timestamp()));
        } catch (UnreadableException e) {
            setAside(message, from, String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            // Detection is pure: what it fails on once it fails on for ever.
            LOG.errorf(e, "detection failed on message %d of %s-%d", from.offset(), from.topic(), from.partition());
            setAside(message, from, e.toString());
            return;
        }
        finish(applied, message.timestamp());
    }

    /** A message that was applied, or found to be applied already; nothing is written or told yet. */
    private sealed interface Applied {
        record Now(Tracked before, Tracked after, Effect effect) implements Applied {}

        record Before(Tracked tracked) implements Applied {}
    }

    private Applied changed(RouteChange change, long offset) {
        Tracked before = states.load(change.monitored());
        if (before.knows(offset, change.arrived())) {
            return new Applied.Before(before);
        }
        Effect effect = detection.apply(before.state(), change);
        if (!effect.events().isEmpty()) {
            long millis = context.currentSystemTimeMs() - change.arrived().toEpochMilli();
            meters.delay().record(Duration.ofMillis(Math.max(0, millis)));
        }
        return new Applied.Now(
                before, before.after(effect, context.currentSystemTimeMs(), offset, change.arrived()), effect);
    }

    private Applied declared(Declaration declaration, Instant at) {
        Tracked before = states.load(declaration.prefix());
        MonitoredPrefix declared = declaration.declared();
        Effect effect = declared == null
                ? detection.revoke(before.state(), declaration.revision(), at)
                : detection.declare(before.state(), declared, at);
        return effect.any()
                ? new Applied.Now(before, before.after(effect, context.currentSystemTimeMs()), effect)
                : new Applied.Before(before);
    }

    private void finish(Applied applied, long timestamp) {
        switch (applied) {
            case Applied.Now(Tracked before, Tracked after, Effect effect) -> {
                if (effect.any()) {
                    tell(effect, timestamp);
                    revoked(before.state(), after.state(), timestamp);
                    states.save(before, after);
                }
            }
            case Applied.Before(Tracked tracked) -> tellAgain(tracked, timestamp);
        }
    }

    private void tell(Effect effect, long timestamp) {
        effect.events().forEach(event -> {
            outputs.event(event, timestamp);
            meters.events(event.type(), event.status()).increment();
        });
        PrefixRoutes routes = effect.routes();
        if (routes != null) {
            outputs.routes(routes, timestamp);
        }
    }

    private void revoked(PrefixState before, PrefixState after, long timestamp) {
        if (after.context() == null && after.contextRevision() > before.contextRevision()) {
            outputs.noRoutes(after.prefix(), after.said().revision(), timestamp);
        }
    }

    private void tellAgain(Tracked tracked, long timestamp) {
        meters.repeated().increment();
        PrefixState state = tracked.state();
        tracked.recent().forEach(ended -> outputs.event(ended.event(), timestamp));
        state.open().values().forEach(event -> outputs.event(event, timestamp));
        PrefixRoutes routes = state.routes();
        if (routes != null) {
            outputs.routes(routes, timestamp);
        } else if (state.context() == null && state.contextRevision() > 0) {
            outputs.noRoutes(state.prefix(), state.said().revision(), timestamp);
        }
    }

    private void setAside(Record<byte[], byte[]> message, RecordMetadata from, String cause) {
        outputs.deadLetter(message, from, cause);
        meters.deadLetters(from.topic()).increment();
        LOG.warnf("message %d of %s-%d set aside: %s", from.offset(), from.topic(), from.partition(), cause);
    }

    private void purge(long now) {
        for (IpPrefix prefix : states.undeclaredSinceBefore(now - undeclaredRetention.toMillis())) {
            states.forget(prefix);
            meters.purged().increment();
            LOG.infof("%s dropped: nobody has declared it for %s", prefix, undeclaredRetention);
        }
    }
}
