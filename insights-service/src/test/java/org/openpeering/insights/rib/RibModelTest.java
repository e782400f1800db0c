/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpArbitraries;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;

/** The RIB against a sorted map. */
class RibModelTest {
    /** Two sessions and two more views of the first. */
    private static final int TABLES = 4;

    private static final int VIEW = 2;
    private static final Comparator<IpPrefix> BY_NETWORK = Comparator.comparing(IpPrefix::family)
            .thenComparing(PrefixBits::high, Long::compareUnsigned)
            .thenComparing(PrefixBits::low, Long::compareUnsigned)
            .thenComparingInt(IpPrefix::length);
    private static final CompactAttributes[] ATTRIBUTES =
            IntStream.range(0, 13).mapToObj(RibModelTest::compact).toArray(CompactAttributes[]::new);

    enum Act {
        ANNOUNCE,
        WITHDRAW,
        MARK,
        SWEEP,
        SWEEP_SOME,
        REMOVE,
        RECLAIM_SOME
    }

    record Step(Act act, int table, IpPrefix prefix, int pathId, int attributes) {}

    record Key(IpPrefix prefix, int pathId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = BY_NETWORK.compare(prefix, other.prefix);
            return order != 0 ? order : Integer.compareUnsigned(pathId, other.pathId);
        }
    }

    record Shown(int table, Key key, int attributes) {}

    private Rib rib = new Rib();
    private final AdjRibIn[] tables = new AdjRibIn[TABLES];
    private final List<TreeMap<Key, Integer>> routes = new ArrayList<>();
    private final List<Set<Key>> stale = new ArrayList<>();

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequency(
                Tuple.of(40, Act.ANNOUNCE),
                Tuple.of(20, Act.WITHDRAW),
                Tuple.of(2, Act.MARK),
                Tuple.of(1, Act.SWEEP),
                Tuple.of(2, Act.SWEEP_SOME),
                Tuple.of(1, Act.REMOVE),
                Tuple.of(1, Act.RECLAIM_SOME));
        Arbitrary<IpPrefix> prefixes =
                Arbitraries.oneOf(BgpArbitraries.closePrefixes(), BgpArbitraries.prefixes(Family.IPV4));
        return Combinators.combine(
                        acts,
                        Arbitraries.integers().between(0, TABLES - 1),
                        prefixes,
                        Arbitraries.of(0, 0, 0, 1, 2, -1),
                        Arbitraries.integers().between(1, 12))
                .as(Step::new)
                .list()
                .ofMaxSize(400);
    }

    @Property(tries = 300)
    void holdsWhatASortedMapHolds(@ForAll("steps") List<Step> steps) {
        begin();
        steps.forEach(this::act);
        compare();
        end();
    }

    /** A route of a view that its base takes, too, gave up its attributes before the base had them. */
    @Example
    void aBaseTakesWhatItsViewHas() {
        IpPrefix inside = IpPrefix.parse("0.0.0.0/8");
        holdsWhatASortedMapHolds(List.of(
                new Step(Act.ANNOUNCE, VIEW, inside, 0, 12),
                new Step(Act.ANNOUNCE, 0, inside, 0, 12),
                new Step(Act.ANNOUNCE, 0, IpPrefix.parse("0.0.0.0/0"), 0, 1)));
    }

    /** Many prefixes in few places, so that blocks are halved and joined; growing and shrinking by turns. */
    @Property(tries = 12)
    void holdsItWhileTablesGrowAndShrink(@ForAll Random random, @ForAll boolean withPaths) {
        begin();
        for (int phase = 0; phase < 4; phase++) {
            int announced = phase % 2 == 0 ? 85 : 25;
            for (int i = 0; i < 1500; i++) {
                Act act = random.nextInt(400) == 0
                        ? Act.values()[random.nextInt(2, Act.values().length)]
                        : random.nextInt(100) < announced ? Act.ANNOUNCE : Act.WITHDRAW;
                int pathId = withPaths && random.nextInt(3) == 0 ? random.nextInt(3) - 1 : 0;
                act(new Step(act, random.nextInt(TABLES), near(random), pathId, 1 + random.nextInt(12)));
            }
            compare();
        }
        end();
    }

    private static IpPrefix near(Random random) {
        int number = random.nextInt(1200);
        return random.nextInt(4) == 0
                ? IpPrefix.around(new IpAddress(Family.IPV6, 0x2001_0DB8_0000_0000L | number / 20, 0), 64 - number % 20)
                : IpPrefix.around(new IpAddress(Family.IPV4, 0, 0x4000_0000L + number / 4 * 64L), 27 - number % 4);
    }

    private void begin() {
        // One instance serves all tries.
        rib = new Rib();
        routes.clear();
        stale.clear();
        tables[0] = rib.addPeer();
        tables[1] = rib.addPeer();
        tables[VIEW] = rib.addView(tables[0], rib.limit());
        tables[VIEW + 1] = rib.addView(tables[0], rib.limit());
        for (int i = 0; i < TABLES; i++) {
            routes.add(new TreeMap<>());
            stale.add(new HashSet<>());
        }
    }

    private void end() {
        assertThat(rib.routes()).isEqualTo(routes.stream().mapToInt(Map::size).sum());
        assertThat(rib.limit().held()).isEqualTo((int) rib.routes());
        rib.removePeer(tables[0]);
        rib.removePeer(tables[1]);
        rib.removePeer(tables[VIEW]);
        rib.removePeer(tables[VIEW + 1]);
        assertThat(rib.routes()).isZero();
        assertThat(rib.limit().held()).isZero();
        assertThat(rib.attributeSets()).isZero();
        assertThat(rib.prefixCount(Family.IPV4) + rib.prefixCount(Family.IPV6)).isZero();
        // What is there without any prefix: 4,097 places where the search of an IPv4 prefix begins.
        assertThat(rib.tableBytes()).isLessThan(1000 + 4 * 4097);
    }

    private void act(Step step) {
        switch (step.act()) {
            case ANNOUNCE -> announce(step);
            case WITHDRAW -> withdraw(step);
            case MARK -> mark(step.table());
            case SWEEP -> sweep(step.table(), Integer.MAX_VALUE);
            case SWEEP_SOME -> sweep(step.table(), 3);
            case REMOVE -> remove(step.table());
            case RECLAIM_SOME -> rib.reclaim(3);
        }
    }

    private void announce(Step step) {
        IpPrefix prefix = step.prefix();
        int number = rib.intern(ATTRIBUTES[step.attributes()], false);
        Rib.Change change = rib.announce(
                tables[step.table()],
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                step.pathId(),
                number);
        rib.doneWith(number);
        Key key = new Key(prefix, step.pathId());
        Integer before = routes.get(step.table()).put(key, step.attributes());
        stale.get(step.table()).remove(key);
        assertThat(change)
                .isEqualTo(
                        before == null
                                ? Rib.Change.NEW
                                : before == step.attributes() ? Rib.Change.UNCHANGED : Rib.Change.REPLACED);
    }

    private void withdraw(Step step) {
        IpPrefix prefix = step.prefix();
        boolean held = rib.withdraw(
                tables[step.table()],
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                step.pathId());
        Key key = new Key(prefix, step.pathId());
        assertThat(held).isEqualTo(routes.get(step.table()).remove(key) != null);
        stale.get(step.table()).remove(key);
    }

    private void mark(int table) {
        rib.markStale(tables[table]);
        stale.get(table).addAll(routes.get(table).keySet());
    }

    private void sweep(int table, int budget) {
        Set<Key> waiting = stale.get(table);
        for (Family of : Family.values()) {
            int before = tables[table].stale(of);
            List<Key> gone = new ArrayList<>();
            int swept = rib.sweep(
                    tables[table],
                    of,
                    budget,
                    (peer, family, high, low, length, pathId, attributes) ->
                            gone.add(new Key(PrefixBits.prefix(family, high, low, length), pathId)));
            assertThat(waiting).containsAll(gone);
            assertThat(gone).hasSize(swept).doesNotHaveDuplicates();
            assertThat(tables[table].stale(of)).isEqualTo(before - swept);
            routes.get(table).keySet().removeAll(gone);
            gone.forEach(waiting::remove);
        }
    }

    private void remove(int table) {
        rib.detach(tables[table]);
        tables[table] = table >= VIEW ? rib.addView(tables[0], rib.limit()) : rib.addPeer();
        routes.get(table).clear();
        stale.get(table).clear();
    }

    private void compare() {
        List<Shown> all = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            List<Shown> expected = expected(table, prefix -> true);
            assertThat(inOrder(table)).isEqualTo(expected);
            assertThat(pages(table)).isEqualTo(expected);
            Set<Key> heldStale = new HashSet<>();
            for (Family of : Family.values()) {
                rib.forEachStale(
                        tables[table],
                        of,
                        (peer, family, high, low, length, pathId, attributes) ->
                                heldStale.add(new Key(PrefixBits.prefix(family, high, low, length), pathId)));
            }
            assertThat(heldStale).isEqualTo(stale.get(table));
            all.addAll(expected);
        }
        assertThat(rib.tableBytes())
                .isGreaterThanOrEqualTo((long) Integer.BYTES * routes.get(0).size());
        for (IpPrefix prefix : List.of(
                IpPrefix.parse("0.0.0.0/0"),
                IpPrefix.parse("64.0.0.0/3"),
                IpPrefix.parse("64.0.4.64/26"),
                IpPrefix.parse("64.0.0.192/32"),
                IpPrefix.parse("2001:db8::20/128"),
                IpPrefix.parse("2001:db8:0:20::/63"),
                IpPrefix.parse("2001:db8::/65"))) {
            compareAround(prefix, all);
        }
    }

    private void compareAround(IpPrefix prefix, List<Shown> all) {
        long high = PrefixBits.high(prefix);
        long low = PrefixBits.low(prefix);
        assertThat(shown(visitor -> rib.forEachOverlapping(prefix.family(), high, low, prefix.length(), visitor)))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(shown -> shown.key().prefix().overlaps(prefix))
                        .toList());
        assertThat(shown(visitor ->
                        rib.forEachOverlapping(tables[VIEW], prefix.family(), high, low, prefix.length(), visitor)))
                .containsExactlyInAnyOrderElementsOf(expected(VIEW, prefix::overlaps));
    }

    private List<Shown> expected(int table, Predicate<IpPrefix> which) {
        List<Shown> expected = new ArrayList<>();
        routes.get(table).forEach((key, number) -> {
            if (which.test(key.prefix())) {
                expected.add(new Shown(table, key, number));
            }
        });
        return expected;
    }

    private List<Shown> shown(Consumer<RouteVisitor> question) {
        List<Shown> shown = new ArrayList<>();
        question.accept((peer, family, high, low, length, pathId, attributes) -> shown.add(new Shown(
                List.of(tables).indexOf(peer),
                new Key(PrefixBits.prefix(family, high, low, length), pathId),
                number(attributes))));
        return shown;
    }

    private List<Shown> inOrder(int table) {
        return shown(visitor -> rib.forEachRoute(tables[table], visitor));
    }

    /** Whole, by pages of seven. */
    private List<Shown> pages(int table) {
        List<Shown> pages = new ArrayList<>();
        for (Family family : Family.values()) {
            List<Shown> page = new ArrayList<>();
            do {
                Optional<Key> last = page.isEmpty()
                        ? Optional.empty()
                        : Optional.of(page.getLast().key());
                page = shown(visitor -> rib.page(
                        tables[table],
                        family,
                        last.map(Key::prefix).orElse(null),
                        last.map(Key::pathId).orElse(0),
                        7,
                        visitor));
                pages.addAll(page);
            } while (page.size() == 7);
        }
        return pages;
    }

    @Test
    void pagesGoOnBehindARouteThatIsGone() {
        Rib small = new Rib();
        AdjRibIn peer = small.addPeer();
        int number = small.intern(ATTRIBUTES[1], false);
        for (int third : List.of(0, 1, 3)) {
            small.announce(peer, Family.IPV4, (0xC633_0000L | third << 8) << 32, 0, 24, 0, number);
        }
        List<IpPrefix> page = new ArrayList<>();
        small.page(
                peer,
                Family.IPV4,
                IpPrefix.parse("198.51.2.0/24"),
                5,
                10,
                (table, family, high, low, length, pathId, attributes) ->
                        page.add(PrefixBits.prefix(family, high, low, length)));
        assertThat(page).containsExactly(IpPrefix.parse("198.51.3.0/24"));
    }

    @Test
    void onePrefixMayHaveMorePathsThanSixteenBitsCount() {
        int paths = 65_537;
        Rib small = new Rib();
        AdjRibIn peer = small.addPeer();
        int number = small.intern(ATTRIBUTES[1], false);
        for (int i = 0; i < paths; i++) {
            // A prime number of them, strewn; those of the upper half are negative as an int.
            int pathId = (int) (40_503L * i % paths * 65_535);
            assertThat(announced(small, peer, pathId, number)).isEqualTo(Rib.Change.NEW);
        }
        assertThat(announced(small, peer, 65_535, number)).isEqualTo(Rib.Change.UNCHANGED);
        assertThat(peer.size()).isEqualTo(paths);
        assertThat(small.tableBytes()).isLessThan(paths * 10L);
        List<Long> seen = new ArrayList<>();
        small.forEachRoute(
                peer, (table, family, high, low, length, pathId, attributes) -> seen.add(pathId & 0xFFFF_FFFFL));
        assertThat(seen)
                .isEqualTo(
                        LongStream.range(0, paths).map(i -> i * 65_535).boxed().toList());
        List<Long> page = new ArrayList<>();
        small.page(
                peer,
                Family.IPV4,
                IpPrefix.parse("192.0.2.0/24"),
                (int) (40_000L * 65_535),
                2,
                (table, family, high, low, length, pathId, attributes) -> page.add(pathId & 0xFFFF_FFFFL));
        assertThat(page).containsExactly(40_001L * 65_535, 40_002L * 65_535);
        small.markStale(peer);
        assertThat(small.sweep(peer, Family.IPV4)).isEqualTo(paths);
        assertThat(small.prefixCount(Family.IPV4)).isZero();
    }

    private static Rib.Change announced(Rib rib, AdjRibIn peer, int pathId, int number) {
        return rib.announce(peer, Family.IPV4, 0xC000_0200L << 32, 0, 24, pathId, number);
    }

    /** Marking an equal view is a note in each block, and what it then has of its own goes when both are refreshed. */
    @Test
    void aViewThatComesBackWithItsBaseTakesNothingForGood() {
        Rib both = new Rib();
        AdjRibIn base = both.addPeer();
        AdjRibIn view = both.addView(base, both.limit());
        int prefixes = 5_000;
        announced(both, base, 0, prefixes, false);
        long alone = both.tableBytes();
        announced(both, view, 0, prefixes, false);
        assertThat(both.tableBytes()).isLessThanOrEqualTo(alone + alone / 10);
        both.markStale(base);
        both.markStale(view);
        assertThat(base.stale(Family.IPV4)).isEqualTo(prefixes);
        assertThat(view.stale(Family.IPV4)).isEqualTo(prefixes);
        assertThat(both.tableBytes()).isLessThanOrEqualTo(alone + alone / 10);
        assertThat(announced(both, base, 0, prefixes, false)).isZero();
        assertThat(view.stale(Family.IPV4)).isEqualTo(prefixes);
        assertThat(announced(both, view, 0, prefixes - 1, false)).isZero();
        assertThat(both.sweep(view, Family.IPV4)).isEqualTo(1);
        assertThat(base.size()).isEqualTo(prefixes);
        assertThat(both.tableBytes()).isLessThanOrEqualTo(alone + alone / 10);
    }

    @Test
    void aLimitOfAnyPartLeavesRoutesOutAndKeepsSomeRoomForThoseThatConcernSomebody() {
        RouteLimit process = RouteLimit.of(24);
        RouteLimit router = process.part(16);
        Rib bounded = new Rib(process, () -> Long.MAX_VALUE);
        AdjRibIn peer = bounded.addPeer(router.part(8));
        AdjRibIn other = bounded.addPeer(router.part(100));
        assertThat(announced(bounded, peer, 0, 10, false)).isEqualTo(8);
        assertThat(announced(bounded, peer, 10, 10, true)).isEqualTo(1);
        assertThat(announced(bounded, other, 0, 20, false)).isEqualTo(7);
        assertThat(peer.limit().refused()).isEqualTo(2 + 9);
        assertThat(router.refused()).isEqualTo(13);
        assertThat(router.held()).isEqualTo(16);
        assertThat(process.held()).isEqualTo(16);
        bounded.detach(peer);
        assertThat(router.held()).isEqualTo(7);
        assertThat(announced(bounded, other, 0, 20, false)).isEqualTo(9);
    }

    @Test
    void attributesBeyondTheirMemoryAreRefusedAndRoomIsKeptForThoseThatConcernSomebody() {
        AttributePool pool = new AttributePool(() -> 2 << 20);
        byte[] set = new byte[5000];
        int refusedAt = fill(pool, set, 0, false);
        assertThat(pool.bytes()).isLessThanOrEqualTo(2 << 20);
        assertThat(refusedAt).isGreaterThan(250);
        assertThat(fill(pool, set, refusedAt, true)).isGreaterThan(refusedAt);
        assertThat(pool.refused()).isEqualTo(2);
    }

    private static int fill(AttributePool pool, byte[] set, int from, boolean wanted) {
        for (int i = from; ; i++) {
            set[0] = (byte) i;
            set[1] = (byte) (i >> 8);
            int number = pool.intern(set, 5, set.length, wanted);
            if (number == 0) {
                return i;
            }
            pool.retain(number);
        }
    }

    @Test
    void memoryOfAttributesIsGivenBackWhenTheyGo() {
        AttributePool pool = new AttributePool(() -> Long.MAX_VALUE);
        byte[] set = new byte[40];
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            set[0] = (byte) i;
            set[1] = (byte) (i >> 8);
            set[2] = (byte) (i >> 16);
            int number = pool.intern(set, 5, set.length, false);
            pool.retain(number);
            numbers.add(number);
        }
        long full = pool.bytes();
        for (int i = 0; i < numbers.size(); i++) {
            if (i % 10 != 0) {
                pool.release(numbers.get(i));
            }
        }
        assertThat(pool.size()).isEqualTo(10_000);
        assertThat(pool.bytes()).isLessThan(full / 3);
        for (int i = 0; i < numbers.size(); i += 10) {
            set[0] = (byte) i;
            set[1] = (byte) (i >> 8);
            set[2] = (byte) (i >> 16);
            assertThat(pool.intern(set, 5, set.length, false)).isEqualTo(numbers.get(i));
            pool.release(numbers.get(i));
        }
        assertThat(pool.size()).isZero();
        assertThat(pool.bytes()).isLessThan(1 << 20);
    }

    /** How many of so many neighbouring prefixes were taken. */
    private static int announced(Rib rib, AdjRibIn peer, int from, int count, boolean wanted) {
        int number = rib.intern(ATTRIBUTES[1], wanted);
        int taken = 0;
        for (int i = from; i < from + count; i++) {
            Rib.Change change =
                    rib.announce(peer, Family.IPV4, (0x0A00_0000L + i * 256L) << 32, 0, 24, 0, number, wanted);
            taken += change == Rib.Change.NEW ? 1 : 0;
        }
        rib.doneWith(number);
        return taken;
    }

    /** Which of the attributes of this test that number of the RIB stands for: by the length of the path. */
    private int number(int attributes) {
        return (int) Math.sqrt(rib.attributes(attributes).asPath().hops().size());
    }

    /** Attributes of very different sizes. */
    static CompactAttributes compact(int number) {
        long[] path = new long[number * number];
        java.util.Arrays.fill(path, 64500L + number);
        PathAttributes attributes = new PathAttributes(
                AsPath.of(path),
                Origin.IGP,
                org.openpeering.contract.net.IpAddress.parse("192.0.2.1"),
                List.of(),
                java.util.Optional.empty());
        byte[] message = BgpBytes.announce(attributes, IpPrefix.parse("198.51.100.0/24"));
        UpdateDecoder decoder = new UpdateDecoder();
        decoder.decode(message, 0, message.length, Reading.MODERN);
        CompactAttributes[] kept = new CompactAttributes[1];
        decoder.deliver(new RouteReceiver() {
            @Override
            public void withdraw(Family family, long high, long low, int length, int pathId) {}

            @Override
            public void attributes(CompactAttributes compact) {
                kept[0] = compact;
            }

            @Override
            public void announce(Family family, long high, long low, int length, int pathId) {}
        });
        return kept[0];
    }
}
