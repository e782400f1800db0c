/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.EventKey;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.detection.PrefixState.Beyond;
import org.openpeering.insights.detection.PrefixState.Said;
import org.openpeering.insights.detection.RouteKey;

/**
 * Keeps states in a key-value store, in pieces: head, declaration, each route, each open event, each recent end. So a
 * change writes the route it concerns and not the thousand beside it, and no changelog record grows with their number.
 * States in use are also held as objects; the store's bytes are read once after a restart.
 */
final class PrefixStateStore {
    private static final char HEAD = 's';
    private static final char CONTEXT = 'c';
    private static final char ROUTE = 'r';
    private static final char EVENT = 'e';
    private static final char RECENT = 'x';

    private final KeyValueStore<String, byte[]> store;
    private final ObjectMapper json;
    private final Map<IpPrefix, Tracked> live = new HashMap<>();

    PrefixStateStore(KeyValueStore<String, byte[]> store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /**
     * The members of a state that are numbers; short names, since it is written with every change.
     *
     * @param at offset of the last change
     */
    @RegisterForReflection
    record Head(
            IpPrefix prefix,
            long context,
            long from,
            long synced,
            long said,
            long saidFor,
            long unheld,
            long announced,
            long at,
            Instant newest,
            long undeclaredSince) {
        static Head of(Tracked tracked) {
            PrefixState state = tracked.state();
            return new Head(
                    state.prefix(),
                    state.contextRevision(),
                    state.declaredFrom(),
                    state.syncedRevision(),
                    state.said().revision(),
                    state.said().monitoredRevision(),
                    state.beyond().unheld(),
                    state.beyond().announced(),
                    tracked.changeOffset(),
                    tracked.newest(),
                    tracked.undeclaredSince());
        }
    }

    Tracked load(IpPrefix prefix) {
        Tracked known = live.get(prefix);
        if (known != null) {
            return known;
        }
        Tracked read = read(prefix);
        if (read == null) {
            return Tracked.of(prefix);
        }
        live.put(prefix, read);
        return read;
    }

    /** Writes what differs. */
    void save(Tracked before, Tracked after) {
        IpPrefix prefix = after.state().prefix();
        if (!live.containsKey(prefix) || !Head.of(before).equals(Head.of(after))) {
            put(key(HEAD, prefix, ""), Head.of(after));
        }
        if (!Objects.equals(before.state().context(), after.state().context())) {
            put(key(CONTEXT, prefix, ""), after.state().context());
        }
        saveAll(ROUTE, prefix, before.state().exact(), after.state().exact());
        saveAll(ROUTE, prefix, before.state().specifics(), after.state().specifics());
        saveAll(EVENT, prefix, before.state().open(), after.state().open());
        saveAll(RECENT, prefix, byId(before), byId(after));
        live.put(prefix, after);
    }

    /** The prefixes that have had no declaration since before then. */
    List<IpPrefix> undeclaredSinceBefore(long millis) {
        List<IpPrefix> prefixes = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> heads = store.prefixScan(HEAD + "|", new StringSerializer())) {
            while (heads.hasNext()) {
                Head head = parse(heads.next().value, Head.class);
                if (head.undeclaredSince() > 0 && head.undeclaredSince() < millis) {
                    prefixes.add(head.prefix());
                }
            }
        }
        return prefixes;
    }

    void forget(IpPrefix prefix) {
        List<String> keys = new ArrayList<>(List.of(key(HEAD, prefix, ""), key(CONTEXT, prefix, "")));
        for (char kind : new char[] {ROUTE, EVENT, RECENT}) {
            scan(kind, prefix, entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
        live.remove(prefix);
    }

    private @Nullable Tracked read(IpPrefix prefix) {
        byte[] bytes = store.get(key(HEAD, prefix, ""));
        if (bytes == null) {
            return null;
        }
        Head head = parse(bytes, Head.class);
        byte[] context = store.get(key(CONTEXT, prefix, ""));
        SortedMap<RouteKey, ObservedRoute> exact = new TreeMap<>();
        SortedMap<RouteKey, ObservedRoute> specifics = new TreeMap<>();
        scan(ROUTE, prefix, entry -> {
            ObservedRoute route = parse(entry.value, ObservedRoute.class);
            (route.prefix().equals(prefix) ? exact : specifics).put(RouteKey.of(route), route);
        });
        SortedMap<EventKey, RoutingEvent> open = new TreeMap<>();
        scan(EVENT, prefix, entry -> {
            RoutingEvent event = parse(entry.value, RoutingEvent.class);
            open.put(EventKey.of(event), event);
        });
        List<Tracked.Recent> recent = new ArrayList<>();
        scan(RECENT, prefix, entry -> recent.add(parse(entry.value, Tracked.Recent.class)));
        PrefixState state = new PrefixState(
                prefix,
                context == null ? null : parse(context, MonitoredPrefix.class),
                head.context(),
                head.from(),
                head.synced(),
                exact,
                specifics,
                open,
                new Said(head.said(), head.saidFor()),
                new Beyond(head.unheld(), head.announced()));
        return new Tracked(state, head.at(), head.newest(), recent, head.undeclaredSince());
    }

    private void scan(char kind, IpPrefix prefix, Consumer<KeyValue<String, byte[]>> sink) {
        try (KeyValueIterator<String, byte[]> entries =
                store.prefixScan(key(kind, prefix, ""), new StringSerializer())) {
            entries.forEachRemaining(sink);
        }
    }

    /** Walks both maps once; a value that is the same object was not changed, which spares comparing contents. */
    @SuppressWarnings("ReferenceEquality")
    private <K extends Comparable<K>, V> void saveAll(
            char kind, IpPrefix prefix, SortedMap<K, V> before, SortedMap<K, V> after) {
        if (before == after) {
            return;
        }
        Iterator<Map.Entry<K, V>> olds = before.entrySet().iterator();
        Map.Entry<K, V> old = next(olds);
        for (Map.Entry<K, V> entry : after.entrySet()) {
            while (old != null && old.getKey().compareTo(entry.getKey()) < 0) {
                put(key(kind, prefix, old.getKey().toString()), null);
                old = next(olds);
            }
            boolean held = old != null && old.getKey().compareTo(entry.getKey()) == 0;
            if (!held || old == null || old.getValue() != entry.getValue()) {
                put(key(kind, prefix, entry.getKey().toString()), entry.getValue());
            }
            old = held ? next(olds) : old;
        }
        for (; old != null; old = next(olds)) {
            put(key(kind, prefix, old.getKey().toString()), null);
        }
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    private static SortedMap<String, Tracked.Recent> byId(Tracked tracked) {
        SortedMap<String, Tracked.Recent> byId = new TreeMap<>();
        tracked.recent().forEach(recent -> byId.put(recent.event().id(), recent));
        return byId;
    }

    private static String key(char kind, IpPrefix prefix, String rest) {
        return kind + "|" + prefix + "|" + rest;
    }

    private void put(String key, @Nullable Object value) {
        if (value == null) {
            store.delete(key);
            return;
        }
        try {
            store.put(key, json.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T parse(byte[] bytes, Class<T> type) {
        try {
            return json.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the store holds what is not a " + type.getSimpleName(), e);
        }
    }
}
