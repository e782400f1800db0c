/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Beginning;
import org.openpeering.insights.detection.EventKey;
import org.openpeering.insights.detection.Interner;
import org.openpeering.insights.detection.Memory;
import org.openpeering.insights.detection.Openings;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.detection.PrefixState.Declared;
import org.openpeering.insights.detection.PrefixState.Said;
import org.openpeering.insights.detection.PrefixState.Table;
import org.openpeering.insights.detection.Routes;
import org.openpeering.insights.quality.Series;
import org.openpeering.insights.quality.SeriesKey;
import org.openpeering.insights.quality.Standing;

/**
 * What came back of a prefix that nobody has asked for yet: pieces of its state, in any order. What older programs have
 * written is JSON ({@link StateCodec}).
 */
final class Pieces {
    static final char HEAD = 's';
    static final char CONTEXT = 'c';
    static final char ROUTE = 'r';
    static final char EVENT = 'e';
    static final char RECENT = 'x';
    static final char EPOCH = 'p';
    static final char OFFENDER = 'o';
    static final char OPENINGS = 'i';
    static final char MEMORY = 'm';
    static final char KNOWN = 'k';
    static final char STANDING = 'q';
    static final char SERIES = 'w';
    static final char HOURS = 'h';

    private final ObjectMapper json;
    private final Interner interner;
    private final IpPrefix prefix;
    private @Nullable Head head;
    /** Whether it does not say which events others may carry that are left out: then it is all. */
    private boolean older;

    private @Nullable MonitoredPrefix context;
    private Routes exact = Routes.NONE;
    private Routes others = Routes.NONE;
    private final SortedMap<String, RoutingEvent> open = new TreeMap<>();
    private final SortedMap<String, Long> offenders = new TreeMap<>();
    private List<Long> openings = List.of();
    /** Null in what an older program has written. */
    private @Nullable Memory memory;

    private Memory known = Memory.NOTHING;
    private Standing standing = Standing.NOTHING;
    private final SortedMap<SeriesKey, Series> series = new TreeMap<>();
    private final SortedMap<String, Long> epochs = new TreeMap<>();
    private final SortedMap<String, Tracked.Recent> recent = new TreeMap<>();

    Pieces(ObjectMapper json, Interner interner, IpPrefix prefix) {
        this.json = json;
        this.interner = interner;
        this.prefix = prefix;
    }

    Pieces(ObjectMapper json, Interner interner, Tracked tracked) {
        this(json, interner, tracked.state().prefix());
        PrefixState state = tracked.state();
        head = Head.of(tracked);
        context = state.context();
        exact = state.exact();
        others = state.others();
        state.open().forEach((key, event) -> open.put(key.toString(), event));
        state.beyond().offenders().forEach((key, number) -> offenders.put(key.toString(), number));
        openings = state.openings().latest();
        memory = state.memory();
        known = state.memory();
        standing = state.memory().standing();
        series.putAll(standing.measured().series());
        epochs.putAll(state.epochs());
        recent.putAll(byId(tracked));
    }

    static SortedMap<String, Tracked.Recent> byId(Tracked tracked) {
        SortedMap<String, Tracked.Recent> byId = new TreeMap<>();
        tracked.recent().forEach(recent -> byId.put(recent.event().id(), recent));
        return byId;
    }

    /** @param value null for what was deleted */
    void take(char kind, String rest, byte @Nullable [] value) {
        switch (kind) {
            case HEAD -> head(value);
            case CONTEXT ->
                context = value == null ? null : read(value, StateCodec::declaration, MonitoredPrefix.class);
            case ROUTE -> route(RouteId.parse(rest), value);
            case EVENT -> entry(open, rest, value, StateCodec::event, RoutingEvent.class);
            case OFFENDER -> entry(offenders, rest, value, StateCodec::number, Long.class);
            case OPENINGS -> openings = value == null ? List.of() : StateCodec.numbers(value);
            case MEMORY -> memory = value == null ? null : StateCodec.memory(value);
            case KNOWN -> known = value == null ? Memory.NOTHING : StateCodec.known(value);
            case STANDING -> standing = value == null ? Standing.NOTHING : StandingCodec.standing(value);
            case SERIES -> series(SeriesKey.parse(rest), value);
            case HOURS ->
                series.merge(
                        SeriesKey.parse(rest),
                        Series.NOTHING.with(value == null ? Series.NOTHING.hours() : StandingCodec.hours(value)),
                        (held, read) -> held.with(read.hours()));
            case EPOCH -> entry(epochs, rest, value, StateCodec::number, Long.class);
            case RECENT -> entry(recent, rest, value, StateCodec::recent, Tracked.Recent.class);
            default -> throw new IllegalStateException("the detectors' state has a record '" + kind + "'");
        }
    }

    private void head(byte @Nullable [] value) {
        older = value != null && StateCodec.older(value);
        Head read = value == null ? null : read(value, StateCodec::head, Head.class);
        head = read != null && older ? read.older() : read;
    }

    private void route(RouteId id, byte @Nullable [] value) {
        boolean ofPrefix = id.prefix().equals(prefix);
        Routes routes = ofPrefix ? exact : others;
        Routes changed = value == null
                ? routes.without(id)
                : interner.with(routes, read(value, StateCodec::route, ObservedRoute.class));
        if (ofPrefix) {
            exact = changed;
        } else {
            others = changed;
        }
    }

    private void series(SeriesKey key, byte @Nullable [] value) {
        if (value == null) {
            series.remove(key);
        } else {
            Series held = series.getOrDefault(key, Series.NOTHING);
            series.put(key, StandingCodec.series(value).with(held.hours()));
        }
    }

    private <T> void entry(
            Map<String, T> entries, String key, byte @Nullable [] value, Function<byte[], T> binary, Class<T> type) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, read(value, binary, type));
        }
    }

    private <T> T read(byte[] value, Function<byte[], T> binary, Class<T> type) {
        if (!StateCodec.json(value)) {
            return binary.apply(value);
        }
        try {
            return json.readValue(value, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the changelog holds what is not a " + type.getSimpleName(), e);
        }
    }

    /** Whether what is left out is only concluded from what an older program has written. */
    boolean older() {
        return older;
    }

    /** Whether an older program has written it, which remembered nothing, so that what it holds is taken for known. */
    boolean forgetful() {
        return memory == null && context != null;
    }

    /** Whether there is no more of the prefix. */
    boolean nothing() {
        return head == null && whole().equals(Tracked.of(prefix));
    }

    Tracked whole() {
        Head of = head == null ? Head.of(Tracked.of(prefix)) : head;
        SortedMap<EventKey, RoutingEvent> events = new TreeMap<>();
        SortedMap<EventKey, Long> leftOut = new TreeMap<>();
        open.forEach((text, event) -> {
            EventKey key = EventKey.of(event);
            events.put(key, event);
            Long number = older && of.exact() > 0 ? Long.valueOf(0) : offenders.get(text);
            if (number != null) {
                leftOut.put(key, number);
            }
        });
        PrefixState state = new PrefixState(
                prefix,
                new Declared(context, of.context(), of.from()),
                new Table(of.synced(), exact, others),
                events,
                new Openings(openings),
                epochs,
                new Said(of.said(), of.saidFor()),
                of.beyond(leftOut),
                (memory == null ? Memory.NOTHING : memory)
                        .with(known.known(), known.links(), known.vouched())
                        .with(standing.with(standing.measured().with(series))));
        return new Tracked(
                memory == null ? Beginning.inherited(state, of.newest()) : state,
                of.at(),
                of.newest(),
                List.copyOf(recent.values()),
                of.told(),
                of.undeclaredSince());
    }
}
