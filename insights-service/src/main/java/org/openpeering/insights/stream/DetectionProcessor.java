/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.insights.stream.Inputs.Declaration;
import org.openpeering.insights.stream.Inputs.UnreadableException;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/**
 * Applies the messages of all sources to the states of their prefixes and tells what follows.
 *
 * <p><b>At least once is enough.</b> After a crash the messages since the last commit come again, while any part of what
 * they led to may have been written. Cases: (1) neither state nor outputs were: it is the first time. (2) Outputs were
 * and the state was not: detection is deterministic and ids and revisions derive from the inputs, so the same messages
 * are sent again, and readers ignore a revision they have. (3) The state was and outputs were not: applying the message
 * again would change nothing and so tell nothing, and the event would be lost. Therefore the state remembers the offset
 * of the last change that had an effect, and a message that it knows makes the prefix tell all that is true now: open
 * events, events ended within the last minute (at most 64), and the routes, at the revisions they have. Revisions
 * skipped in this way are older than those told. A message is applied whole: states are written between two, all of a
 * commit at once. Transactions would buy nothing but the wait for their commit. {@code
 * DetectionTopologyTest} replays inputs over a kept state.
 *
 * <p><b>Events never wait for routes.</b> They are sent first, and PrefixRoutes, which repeat all routes of a prefix, are
 * paced by {@link Pace}: at once after quiet, else with the next turn. Routes that were held back by a life that ended are
 * known by their revision being below the state's, and are sent by the next one.
 *
 * <p><b>What limits have left out</b> is asked for once there is room, or when nobody is known to carry an open event any more:
 * a RoutesRequest, which each collector answers with all that it holds. It is asked again every half a minute until all have.
 *
 * <p><b>A collector that is silent</b> holds no prefix up for ever: it may have died before it said that it has matched all that
 * it holds. 15 s after the declaration, or after a restart, which forgets who has said so, all are asked likewise, and their
 * answers count as their word.
 *
 * <p><b>Deadlines.</b> What depends on time is part of the state, and is looked at before each message of the prefix, and without
 * one by the clock once all that waits has been read ({@link Deadlines}). No message comes again that led to it, so after a
 * restart what a deadline of the last minute led to is told once more.
 *
 * <p><b>What becomes known</b> of networks later is looked at once it is, prefix by prefix in slices ({@link Reconsidered}): no
 * route may come again that would be judged by it. What it leads to is told again after a restart as that of deadlines is.
 *
 * <p><b>What the RPKI says</b> changes without any message: each instance has its own copy, and judges the prefixes of its
 * partitions anew that a change touches ({@link RpkiNews}), and all of them once when it takes a partition over. An event that opens so has
 * an id that derives from the route, and what was told so within the last minute is told once more after a restart.
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

    private static final Duration REVIEW_EVERY = Duration.ofMinutes(5);

    private static final Duration ROUTES_EACH = Duration.ofMillis(250);
    private static final int ROUTES_AT_ONCE = 4;
    private static final Duration UPDATES_EACH = Duration.ofSeconds(1);

    /** Between two requests for all routes of a prefix: an answer may be hundreds of thousands of messages. */
    private static final Duration ASKS_EACH = Duration.ofSeconds(30);

    /**
     * For a collector's word. Every registration waits for the slowest one, and no request must come of that; nor before Kafka
     * misses a collector that is dead (10 s), since it would be asked, too.
     */
    private static final Duration WORD = Duration.ofSeconds(15);

    /** Of a life that ended: what its deadlines led to may not have been sent. */
    private static final Duration RETOLD = Duration.ofMinutes(1);

    private Pace pace = new Pace(ROUTES_EACH, ROUTES_AT_ONCE);
    /** Open events that only have more or fewer who carry them. */
    private Pace updates = new Pace(UPDATES_EACH, 1);

    /** Requests for all routes. */
    private Pace asking = new Pace(ASKS_EACH, 1);

    /** Since when a collector's word is missing, wall clock, milliseconds. */
    private final Map<IpPrefix, Long> waiting = new LinkedHashMap<>();

    /** By the ids of open events, the revision that this life has told. */
    private final Map<String, Long> told = new HashMap<>();

    private final ObjectMapper json;
    private final Detection detection;
    private final RpkiNews news;
    private final Duration undeclaredRetention;
    private final DetectionMeters meters;
    private final ActivityMeters activities;
    private final Traces traces;
    private final Inputs inputs;

    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private PrefixStates states;

    @SuppressWarnings("NullAway.Init")
    private Outputs outputs;

    @SuppressWarnings("NullAway.Init")
    private Summaries summaries;

    private Deadlines deadlines = new Deadlines(0);

    private Reconsidered reconsidered = new Reconsidered();

    private PrefixCounts counts = new PrefixCounts();

    private boolean lookedBack;

    private Judging judging;

    DetectionProcessor(
            ObjectMapper json,
            Detection detection,
            RpkiNews news,
            Duration undeclaredRetention,
            MeterRegistry meters,
            Traces traces) {
        this.json = json;
        this.detection = detection;
        this.news = news;
        this.judging = new Judging(news, System::nanoTime);
        this.undeclaredRetention = undeclaredRetention;
        this.meters = new DetectionMeters(meters);
        this.activities = new ActivityMeters(meters);
        this.traces = traces;
        this.inputs = new Inputs(json);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.states = context.getStateStore(DetectionTopology.STORE);
        this.outputs = new Outputs(context, json, meters, traces);
        this.summaries = new Summaries(outputs);
        // The object serves again when its task comes back after another instance had it.
        pace = new Pace(ROUTES_EACH, ROUTES_AT_ONCE);
        updates = new Pace(UPDATES_EACH, 1);
        asking = new Pace(ASKS_EACH, 1);
        waiting.clear();
        told.clear();
        deadlines = new Deadlines(context.currentSystemTimeMs());
        reconsidered = new Reconsidered();
        lookedBack = false;
        counts = new PrefixCounts();
        judging = new Judging(news, System::nanoTime);
        context.schedule(MinuteCounter.TELL, PunctuationType.WALL_CLOCK_TIME, this::takeCounts);
        context.schedule(PURGE_EVERY, PunctuationType.WALL_CLOCK_TIME, this::purge);
        context.schedule(REVIEW_EVERY, PunctuationType.WALL_CLOCK_TIME, this::review);
        context.schedule(Pace.TURN, PunctuationType.WALL_CLOCK_TIME, this::turn);
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
        // Minutes come late by their nature: they say nothing of how far changes have been read.
        if (!from.topic().equals(Topic.LATENCY_WINDOWS.topicName())) {
            deadlines.heard(message.timestamp(), context.currentSystemTimeMs());
        }
        try {
            if (from.topic().equals(Topic.ROUTE_CHANGES.topicName())) {
                byPrefix(inputs.changes(message))
                        .forEach((prefix, changes) -> guarded(
                                from,
                                () -> changed(prefix, changes, from.offset(), message.timestamp()),
                                () -> part(message, prefix, changes)));
            } else if (from.topic().equals(Topic.LATENCY_WINDOWS.topicName())) {
                LatencyWindow window = inputs.window(message);
                if (window != null) {
                    guarded(from, () -> measured(window, message.timestamp()), () -> message);
                }
            } else {
                Declaration declaration = inputs.declaration(message);
                guarded(from, () -> declared(declaration, message.timestamp()), () -> message);
            }
        } catch (UnreadableException e) {
            setAside(message, from, String.valueOf(e.getMessage()));
        }
    }

    /** @param letter what is set aside if the step fails */
    private void guarded(RecordMetadata from, Runnable step, Supplier<Record<byte[], byte[]>> letter) {
        try {
            step.run();
        } catch (KafkaException e) {
            // Not the message's fault: the thread ends, and reads it again.
            throw e;
        } catch (RuntimeException e) {
            // Detection is pure: what it fails on once it fails on for ever.
            LOG.errorf(e, "detection failed on message %d of %s-%d", from.offset(), from.topic(), from.partition());
            setAside(letter.get(), from, e.toString());
        }
    }

    /** The changes of each prefix in their order; of a covering route one for each that is kept here. */
    private Map<IpPrefix, List<RouteChange>> byPrefix(RouteChangeBatch batch) {
        Map<IpPrefix, List<RouteChange>> changes = new LinkedHashMap<>();
        for (Entry entry : batch.entries()) {
            RouteChange change = entry.change();
            List<IpPrefix> concerned =
                    entry.covering() ? states.inside(change.monitored()) : List.of(change.monitored());
            for (IpPrefix prefix : concerned) {
                changes.computeIfAbsent(prefix, _ -> new ArrayList<>())
                        .add(entry.covering() ? change.concerning(prefix) : change);
            }
        }
        return changes;
    }

    /** What a batch says of one prefix, as a message of that prefix. */
    private static Record<byte[], byte[]> part(
            Record<byte[], byte[]> message, IpPrefix prefix, List<RouteChange> changes) {
        return RouteChangeBatch.is(message.value())
                ? message.withKey(prefix.toString().getBytes(UTF_8)).withValue(RouteChangeWriter.bytes(changes))
                : message;
    }

    /** An effect, and the state that it came to; nothing is written or told yet. */
    private record Applied(Tracked before, Effect effect) {}

    /** A message that was applied before was applied whole: states are written between messages. */
    private void changed(IpPrefix prefix, List<RouteChange> changes, long offset, long timestamp) {
        Tracked before = states.load(prefix);
        Instant first =
                changes.stream().map(RouteChange::arrived).min(naturalOrder()).orElseThrow();
        if (before.knows(offset, first)) {
            tellAgain(before, timestamp);
            return;
        }
        long now = context.currentSystemTimeMs();
        List<Applied> steps = new ArrayList<>();
        List<Runnable> counted = new ArrayList<>();
        Tracked after = before;
        for (RouteChange change : changes) {
            meters.lag()
                    .record(Duration.ofMillis(Math.max(0, now - change.arrived().toEpochMilli())));
            Effect effect = detection.apply(after.state(), change);
            if (effect.any()) {
                steps.add(new Applied(after, effect));
                PrefixState was = after.state();
                after = after.after(effect, now, offset, change.arrived());
                PrefixState is = after.state();
                counted.add(() -> counts.changed(was, change, is));
                count(change, effect, now);
            }
        }
        finish(before, steps, after, timestamp);
        // What a message did that is set aside was for nothing.
        counted.forEach(Runnable::run);
    }

    private void count(RouteChange change, Effect effect, long now) {
        if (Detection.trims(change)) {
            meters.trimmed().increment();
        }
        if (!effect.events().isEmpty()) {
            meters.delay()
                    .record(Duration.ofMillis(Math.max(0, now - change.arrived().toEpochMilli())));
        }
    }

    private void declared(Declaration declaration, long timestamp) {
        Tracked before = states.load(declaration.prefix());
        MonitoredPrefix declared = declaration.declared();
        Instant at = Instant.ofEpochMilli(timestamp);
        Effect effect = declared == null
                ? detection.revoke(before.state(), declaration.revision(), at)
                : detection.declare(before.state(), declared, at);
        if (effect.any()) {
            Tracked after = before.after(effect, context.currentSystemTimeMs());
            counts.declared(before.state(), after.state(), at);
            finish(before, List.of(new Applied(before, effect)), after, timestamp);
        } else {
            tellAgain(before, timestamp);
        }
    }

    /** A window that comes again changes nothing: what an earlier life has not told of it is told with the next minute. */
    private void measured(LatencyWindow window, long timestamp) {
        Tracked before = states.load(window.prefix());
        Effect effect = detection.measured(before.state(), window, Instant.ofEpochMilli(timestamp));
        if (effect.any()) {
            Tracked after = before.after(effect, context.currentSystemTimeMs());
            finish(before, List.of(new Applied(before, effect)), after, timestamp);
            summaries.measured(after.state(), context.currentSystemTimeMs());
        }
    }

    private void finish(Tracked before, List<Applied> steps, Tracked after, long timestamp) {
        if (steps.isEmpty()) {
            return;
        }
        steps.forEach(step -> tell(step.before(), step.effect(), timestamp));
        revoked(before.state(), after.state(), timestamp);
        boolean news = steps.stream().anyMatch(step -> step.effect().news());
        boolean now = news && pace.allows(after.state().prefix(), context.currentSystemTimeMs());
        states.save(before, now ? routes(after, timestamp) : after);
        deadline(after.state());
        if (detection.asks(after.state())) {
            asking.later(after.state().prefix());
        }
        if (after.state().waits()) {
            waiting.putIfAbsent(after.state().prefix(), context.currentSystemTimeMs());
        } else {
            waiting.remove(after.state().prefix());
        }
    }

    /** At once, but for what an open event that is told already has to add: the prefix gets that with all else once a second. */
    private void tell(Tracked before, Effect effect, long timestamp) {
        for (RoutingEvent event : effect.events()) {
            boolean now = !Detection.goesOn(before.state(), event)
                    || updates.allows(event.prefix(), context.currentSystemTimeMs());
            if (now) {
                updates.spend(tell(event, timestamp));
            }
        }
    }

    /** Returns the bytes of the message. */
    private int tell(RoutingEvent event, long timestamp) {
        if (event.status() == Status.OPEN) {
            told.put(event.id(), event.revision());
        } else {
            told.remove(event.id());
        }
        meters.events(event.type(), event.status()).increment();
        return outputs.event(event, timestamp);
    }

    private boolean untold(RoutingEvent event) {
        Long revision = told.get(event.id());
        // What opens an event never waits.
        return event.revision() > (revision == null ? 1 : revision);
    }

    /** Sends the routes if any are in force, and says that they were. */
    private Tracked routes(Tracked tracked, long timestamp) {
        PrefixRoutes routes = tracked.state().routes();
        if (routes == null) {
            return tracked;
        }
        pace.spend(outputs.routes(routes, timestamp));
        return tracked.routesTold();
    }

    private void deadline(PrefixState state) {
        Instant next = Detection.next(state);
        // Not a moment before it.
        deadlines.set(state.prefix(), next == null ? null : Long.valueOf(next.toEpochMilli() + 1));
    }

    /** What time alone leads to. */
    private void advance(IpPrefix prefix, long now) {
        Tracked before = states.load(prefix);
        Effect effect = detection.advance(before.state(), Instant.ofEpochMilli(now));
        if (effect.any()) {
            finish(before, List.of(new Applied(before, effect)), before.after(effect, now), now);
        } else {
            deadline(before.state());
        }
    }

    /** What is known of networks now. */
    private void reconsider(IpPrefix prefix, long now) {
        Tracked before = states.load(prefix);
        Effect effect = detection.reconsider(before.state(), Instant.ofEpochMilli(now));
        if (!effect.events().isEmpty()) {
            finish(before, List.of(new Applied(before, effect)), before.after(effect, now), now);
        }
    }

    /** What follows from what the RPKI says now; not before what waits has been read, which may be older than that. */
    private void judge(long now) {
        judging.look(states);
        if (!deadlines.current(now)) {
            return;
        }
        for (IpPrefix prefix : judging.next()) {
            Tracked before = states.load(prefix);
            Effect effect = detection.judge(before.state(), Instant.ofEpochMilli(now));
            if (effect.any()) {
                finish(before, List.of(new Applied(before, effect)), before.after(effect, now), now);
            }
        }
    }

    /** No message comes again that led to what a deadline did. */
    private static boolean justAdvanced(PrefixState state, long now) {
        return state.memory().advanced().isAfter(Instant.ofEpochMilli(now).minus(RETOLD));
    }

    /** Sends the routes and updates whose turn it is; of those that are told again the state does not change. */
    private void turn(long now) {
        if (!lookedBack) {
            lookedBack = true;
            states.owingRoutes().forEach(pace::later);
            states.withOpenEvents().forEach(updates::later);
            states.that(detection::asks).forEach(asking::later);
            states.that(PrefixState::waits).forEach(prefix -> waiting.putIfAbsent(prefix, now));
            states.that(state -> Detection.next(state) != null)
                    .forEach(prefix -> deadline(states.load(prefix).state()));
            states.that(state -> justAdvanced(state, now)).forEach(prefix -> tellAgain(states.load(prefix), now));
            states.that(_ -> true).stream()
                    .map(states::load)
                    .forEach(known -> counts.begin(known.state(), known.newest(), Instant.ofEpochMilli(now)));
            judging.begin(states);
        }
        tellCounts(now);
        deadlines.due(now).forEach(prefix -> advance(prefix, now));
        reconsidered
                .turn(detection.knowledge(), () -> states.that(state -> state.context() != null))
                .forEach(prefix -> reconsider(prefix, now));
        judge(now);
        updates.turn(
                now,
                false,
                prefix -> states.load(prefix).state().open().values().stream()
                        .filter(this::untold)
                        .forEach(event -> updates.spend(tell(event, now))));
        pace.turn(now, deadlines.behind(now), prefix -> {
            Tracked before = states.load(prefix);
            Tracked after = routes(before, now);
            if (before.owesRoutes()) {
                states.save(before, after);
            }
        });
        waiting.entrySet().removeIf(entry -> {
            // A clock that was set back holds nobody up.
            boolean over = Math.abs(now - entry.getValue()) >= WORD.toMillis();
            if (over) {
                asking.later(entry.getKey());
            }
            return over;
        });
        List<IpPrefix> asked = new ArrayList<>();
        asking.turn(now, false, prefix -> {
            if (ask(prefix, now)) {
                asked.add(prefix);
            }
        });
        // Until it is answered: a collector may not be able to now.
        asked.forEach(asking::later);
    }

    /** Asks all collectors for what they hold of a prefix, if there still is a reason to. */
    private boolean ask(IpPrefix prefix, long now) {
        Tracked before = states.load(prefix);
        boolean asks = detection.asks(before.state()) || before.state().waits();
        if (asks) {
            PrefixState after = Detection.ask(before.state(), now);
            states.save(before, before.with(after));
            asking.spend(
                    outputs.request(new RoutesRequest(prefix, after.beyond().asked()), now));
            meters.requests().increment();
        }
        return asks;
    }

    private void revoked(PrefixState before, PrefixState after, long timestamp) {
        if (after.context() == null
                && after.declared().revision() > before.declared().revision()) {
            outputs.noRoutes(after.prefix(), after.said().revision(), timestamp);
            summaries.revoked(after.prefix(), context.currentSystemTimeMs());
        }
    }

    /** Looks at what depends on where things are, and on how others fare: no message of the prefix tells of that. */
    private void review(long now) {
        for (IpPrefix prefix : states.that(PrefixState::placed)) {
            Tracked before = states.load(prefix);
            Effect effect = detection.review(before.state(), Instant.ofEpochMilli(now));
            if (effect.any()) {
                finish(before, List.of(new Applied(before, effect)), before.after(effect, now), now);
            }
        }
    }

    private void tellAgain(Tracked tracked, long timestamp) {
        meters.repeated().increment();
        PrefixState state = tracked.state();
        tracked.recent().forEach(ended -> outputs.event(ended.event(), timestamp));
        state.open().values().forEach(event -> outputs.event(event, timestamp));
        pace.later(state.prefix());
        if (state.context() == null && state.declared().revision() > 0) {
            outputs.noRoutes(state.prefix(), state.said().revision(), timestamp);
        }
    }

    private void setAside(Record<byte[], byte[]> message, RecordMetadata from, String cause) {
        outputs.deadLetter(message, from, cause);
        meters.deadLetters(from.topic()).increment();
        LOG.warnf("message %d of %s-%d set aside: %s", from.offset(), from.topic(), from.partition(), cause);
    }

    private void takeCounts(long now) {
        tellCounts(now);
        counts.take(now, states.commits() + (states.written() ? 0 : 1));
        tellCounts(now);
    }

    private void tellCounts(long now) {
        counts.tell(states.commits(), told -> {
            activities.count(told);
            outputs.activity(told.now(), now);
        });
    }

    private void purge(long now) {
        for (IpPrefix prefix : states.undeclaredSinceBefore(now - undeclaredRetention.toMillis())) {
            states.forget(prefix);
            deadlines.set(prefix, null);
            meters.purged().increment();
            LOG.infof("%s dropped: nobody has declared it for %s", prefix, undeclaredRetention);
        }
    }
}
