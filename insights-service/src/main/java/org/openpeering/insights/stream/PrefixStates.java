/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.Interner;
import org.openpeering.insights.detection.Memory;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.detection.Routes;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.insights.quality.Series;
import org.openpeering.insights.quality.SeriesKey;
import org.openpeering.insights.quality.Standing;

/**
 * The states of a partition's prefixes: the one copy, as objects. What changes is written to the changelog in pieces, head,
 * declaration, what it remembers, each route, each open event and whether routes of it are left out, the latest openings, each recent end, each
 * router's epoch, so that a change writes the route it
 * concerns and not the thousand beside it, and no record grows with their number. After a restart, and on standby, the
 * pieces come back in any order and are put together again. {@link StateCodec} has their bytes.
 *
 * <p>What has changed is written when Kafka Streams commits, before the offsets are: of a prefix that changed a hundred times
 * since the last commit, once. It asks those stores for it that have a cache, which is no part of its API; {@code
 * DetectionOnKafkaTest} would show that it does not ask any more. The head is written behind the rest: where a crash lets only
 * the first of a prefix's records through, its messages are applied again and none is taken for known.
 */
final class PrefixStates implements Changelog.Keeper, CachedStateStore<byte[], byte[]> {
    private final ObjectMapper json;
    private final Interner interner;
    private final KeyValueStore<Bytes, byte[]> changelog;
    private final Map<IpPrefix, Tracked> states = new HashMap<>();
    private final Map<IpPrefix, Pieces> restored = new HashMap<>();
    /** All of them in order, so that what a change of the RPKI touches is found without looking at the others. */
    private final NavigableSet<IpPrefix> index = new TreeSet<>();

    /** As the changelog has those that have changed since the last commit. */
    private final Map<IpPrefix, Tracked> written = new LinkedHashMap<>();

    private long commits;

    private PrefixStates(ObjectMapper json, Interner interner, KeyValueStore<Bytes, byte[]> changelog) {
        this.json = json;
        this.interner = interner;
        this.changelog = changelog;
    }

    Tracked load(IpPrefix prefix) {
        Pieces pieces = restored.remove(prefix);
        if (pieces != null) {
            Tracked whole = pieces.whole();
            states.put(prefix, whole);
            if (pieces.forgetful()) {
                put(Pieces.MEMORY, prefix, "", StateCodec.memory(whole.state().memory()));
                put(Pieces.KNOWN, prefix, "", StateCodec.known(whole.state().memory()));
            }
            if (pieces.older()) {
                put(Pieces.HEAD, prefix, "", StateCodec.head(Head.of(whole)));
                whole.state()
                        .beyond()
                        .offenders()
                        .forEach((key, number) ->
                                put(Pieces.OFFENDER, prefix, key.toString(), StateCodec.number(number)));
            }
        }
        Tracked known = states.get(prefix);
        return known == null ? Tracked.of(prefix) : known;
    }

    /** Keeps it, to be written with the next commit. */
    void save(Tracked before, Tracked after) {
        IpPrefix prefix = after.state().prefix();
        written.putIfAbsent(prefix, before);
        if (states.put(prefix, after) == null) {
            index.add(prefix);
        }
    }

    /** All of them, in order. */
    List<IpPrefix> all() {
        return List.copyOf(index);
    }

    /**
     * Whose routes may be judged otherwise by VRPs: the prefixes that one covers and those that hold it, of which parts may be
     * announced.
     */
    Set<IpPrefix> touched(RpkiNews.Touched news) {
        Set<IpPrefix> touched = new LinkedHashSet<>();
        if (news.everything()) {
            touched.addAll(index);
            return touched;
        }
        for (IpPrefix vrp : news.prefixes()) {
            for (int length = 0; length < vrp.length(); length++) {
                IpPrefix around = IpPrefix.around(vrp.network(), length);
                if (index.contains(around)) {
                    touched.add(around);
                }
            }
            for (IpPrefix inside : index.tailSet(vrp)) {
                if (!vrp.contains(inside)) {
                    break;
                }
                touched.add(inside);
            }
        }
        return touched;
    }

    /** Those that lie inside. */
    List<IpPrefix> inside(IpPrefix around) {
        return Stream.concat(states.keySet().stream(), restored.keySet().stream())
                .filter(around::contains)
                .filter(prefix -> !prefix.equals(around))
                .toList();
    }

    @Override
    public void flushCache() {
        written.forEach((prefix, before) -> write(before, load(prefix)));
        written.clear();
        commits++;
    }

    /** How often all that had changed was written. */
    long commits() {
        return commits;
    }

    /** Nothing has changed since. */
    boolean written() {
        return written.isEmpty();
    }

    @Override
    public void clearCache() {
        written.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    /** Writes what differs. */
    @SuppressWarnings("ReferenceEquality")
    private void write(Tracked before, Tracked after) {
        IpPrefix prefix = after.state().prefix();
        PrefixState was = before.state();
        PrefixState is = after.state();
        putAll(Pieces.EVENT, prefix, was.open(), is.open(), StateCodec::event);
        putAll(Pieces.OFFENDER, prefix, was.beyond().offenders(), is.beyond().offenders(), StateCodec::number);
        if (!was.openings().equals(is.openings())) {
            List<Long> latest = is.openings().latest();
            put(Pieces.OPENINGS, prefix, "", latest.isEmpty() ? null : StateCodec.numbers(latest));
        }
        memory(prefix, was.memory(), is.memory());
        if (before.recent() != after.recent()) {
            putAll(Pieces.RECENT, prefix, Pieces.byId(before), Pieces.byId(after), StateCodec::recent);
        }
        if (!Objects.equals(was.context(), is.context())) {
            put(Pieces.CONTEXT, prefix, "", is.context() == null ? null : StateCodec.declaration(is.context()));
        }
        Routes.Sink routes = (id, session, route) ->
                put(Pieces.ROUTE, prefix, id, route == null ? null : StateCodec.route(route, session));
        was.exact().differences(is.exact(), routes);
        was.others().differences(is.others(), routes);
        putAll(Pieces.EPOCH, prefix, was.epochs(), is.epochs(), StateCodec::number);
        Head head = Head.of(after);
        if (before.equals(Tracked.of(prefix)) || !Head.of(before).equals(head)) {
            put(Pieces.HEAD, prefix, "", StateCodec.head(head));
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void memory(IpPrefix prefix, Memory was, Memory is) {
        if (was == is) {
            return;
        }
        standing(prefix, was.standing(), is.standing());
        if (!was.known().equals(is.known())
                || !was.links().equals(is.links())
                || !was.vouched().equals(is.vouched())) {
            boolean nothing = withoutKnown(is).equals(is);
            put(Pieces.KNOWN, prefix, "", nothing ? null : StateCodec.known(is));
        }
        Memory rest = is.with(was.known(), was.links(), was.vouched()).with(was.standing());
        if (!rest.equals(was)) {
            boolean nothing = withoutKnown(is).with(Standing.NOTHING).equals(Memory.NOTHING);
            put(Pieces.MEMORY, prefix, "", nothing ? null : StateCodec.memory(is));
        }
    }

    private static Memory withoutKnown(Memory memory) {
        return memory.with(Memory.NOTHING.known(), Memory.NOTHING.links(), Memory.NOTHING.vouched());
    }

    /** What was measured is written by series, and its hours apart, which change once in an hour. */
    @SuppressWarnings("ReferenceEquality")
    private void standing(IpPrefix prefix, Standing was, Standing is) {
        if (was == is) {
            return;
        }
        SortedMap<SeriesKey, Series> before = was.measured().series();
        SortedMap<SeriesKey, Series> after = is.measured().series();
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> {
            put(Pieces.SERIES, prefix, key.toString(), null);
            put(Pieces.HOURS, prefix, key.toString(), null);
        });
        after.forEach((key, series) -> {
            Series held = before.get(key);
            if (held == null || held.hours() != series.hours()) {
                put(Pieces.HOURS, prefix, key.toString(), StandingCodec.hours(series.hours()));
            }
            if (held == null || held.recent() != series.recent()) {
                put(Pieces.SERIES, prefix, key.toString(), StandingCodec.series(series));
            }
        });
        Standing rest = is.with(is.measured().with(before));
        if (!rest.equals(was)) {
            boolean nothing = is.with(
                            is.measured().with(Standing.NOTHING.measured().series()))
                    .equals(Standing.NOTHING);
            put(Pieces.STANDING, prefix, "", nothing ? null : StandingCodec.standing(is));
        }
    }

    /** The prefixes that have had no declaration since before then. */
    List<IpPrefix> undeclaredSinceBefore(long millis) {
        return prefixes(tracked -> tracked.undeclaredSince() > 0 && tracked.undeclaredSince() < millis);
    }

    /** The prefixes whose routes an earlier life was about to send. */
    List<IpPrefix> owingRoutes() {
        return prefixes(Tracked::owesRoutes);
    }

    /** Whose states are so. */
    List<IpPrefix> that(Predicate<PrefixState> so) {
        return prefixes(tracked -> so.test(tracked.state()));
    }

    /** Of which an event goes on: what was last said of it may not have been sent. */
    List<IpPrefix> withOpenEvents() {
        return prefixes(tracked -> tracked.state().open().values().stream().anyMatch(event -> event.revision() > 1));
    }

    private List<IpPrefix> prefixes(Predicate<Tracked> wanted) {
        List.copyOf(restored.keySet()).forEach(this::load);
        return states.values().stream()
                .filter(wanted)
                .map(tracked -> tracked.state().prefix())
                .toList();
    }

    void forget(IpPrefix prefix) {
        Tracked last = load(prefix);
        Tracked known = written.remove(prefix);
        write(known == null ? last : known, Tracked.of(prefix));
        put(Pieces.HEAD, prefix, "", null);
        states.remove(prefix);
        index.remove(prefix);
    }

    /** Walks both maps once; a value that is the same object was not changed, which spares comparing contents. */
    @SuppressWarnings("ReferenceEquality")
    private <K extends Comparable<K>, V> void putAll(
            char kind, IpPrefix prefix, SortedMap<K, V> before, SortedMap<K, V> after, Function<V, byte[]> bytes) {
        if (before == after) {
            return;
        }
        before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .forEach(key -> put(kind, prefix, key.toString(), null));
        after.forEach((key, value) -> {
            if (before.get(key) != value) {
                put(kind, prefix, key.toString(), bytes.apply(value));
            }
        });
    }

    private void put(char kind, IpPrefix prefix, String rest, byte @Nullable [] value) {
        Bytes key = Bytes.wrap((kind + "|" + prefix + "|" + rest).getBytes(UTF_8));
        if (value == null) {
            changelog.delete(key);
        } else {
            changelog.put(key, value);
        }
    }

    @Override
    public void restored(byte[] key, byte @Nullable [] value) {
        String text = new String(key, UTF_8);
        int bar = text.indexOf('|', 2);
        IpPrefix prefix = IpPrefix.parse(text.substring(2, bar));
        String rest = text.substring(bar + 1);
        Pieces pieces = restored.computeIfAbsent(prefix, absent -> {
            Tracked tracked = states.remove(absent);
            return tracked == null ? new Pieces(json, interner, absent) : new Pieces(json, interner, tracked);
        });
        index.add(prefix);
        pieces.take(text.charAt(0), rest, value);
        if (value == null && pieces.nothing()) {
            restored.remove(prefix);
            index.remove(prefix);
        }
    }

    @Override
    public String name() {
        return changelog.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        changelog.init(context, root);
    }

    @Override
    public void flush() {
        changelog.flush();
    }

    @Override
    public void close() {
        changelog.close();
        states.clear();
        index.clear();
        restored.clear();
        written.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return changelog.isOpen();
    }

    /** Makes one for each task. */
    record Builder(String name, ObjectMapper json, Interner interner) implements StoreBuilder<PrefixStates> {
        @Override
        public PrefixStates build() {
            return new PrefixStates(json, interner, changelog().build());
        }

        private StoreBuilder<KeyValueStore<Bytes, byte[]>> changelog() {
            KeyValueBytesStoreSupplier supplier = new KeyValueBytesStoreSupplier() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public KeyValueStore<Bytes, byte[]> get() {
                    return new Changelog(name);
                }

                @Override
                public String metricsScope() {
                    return "changelog";
                }
            };
            return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingEnabled(logConfig())
                    .withCachingDisabled();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }

        @Override
        public StoreBuilder<PrefixStates> withCachingEnabled() {
            throw new UnsupportedOperationException("there is nothing to cache");
        }

        @Override
        public StoreBuilder<PrefixStates> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<PrefixStates> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<PrefixStates> withLoggingDisabled() {
            throw new UnsupportedOperationException("states are rebuilt from the log");
        }
    }
}
