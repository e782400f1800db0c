/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.net.AsPath;
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

/** The RIB against a hash map. */
class RibModelTest {
    private static final int PEERS = 3;

    enum Act {
        ANNOUNCE,
        WITHDRAW,
        MARK,
        SWEEP,
        REMOVE_PEER
    }

    record Step(Act act, int peer, IpPrefix prefix, int pathId, int attributes) {}

    record Key(int peer, IpPrefix prefix, int pathId) {}

    private Rib rib = new Rib();
    private final AdjRibIn[] peers = new AdjRibIn[PEERS];
    private final Map<Key, Integer> routes = new HashMap<>();
    private final Set<Key> stale = new HashSet<>();

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(40, Act.ANNOUNCE),
                net.jqwik.api.Tuple.of(20, Act.WITHDRAW),
                net.jqwik.api.Tuple.of(2, Act.MARK),
                net.jqwik.api.Tuple.of(2, Act.SWEEP),
                net.jqwik.api.Tuple.of(1, Act.REMOVE_PEER));
        Arbitrary<IpPrefix> prefixes =
                Arbitraries.oneOf(BgpArbitraries.closePrefixes(), BgpArbitraries.prefixes(Family.IPV4));
        return Combinators.combine(
                        acts,
                        Arbitraries.integers().between(0, PEERS - 1),
                        prefixes,
                        Arbitraries.of(0, 0, 0, 1, 2, -1),
                        Arbitraries.integers().between(1, 12))
                .as(Step::new)
                .list()
                .ofMaxSize(400);
    }

    @Property(tries = 300)
    void holdsWhatAHashMapHolds(@ForAll("steps") List<Step> steps) {
        // One instance serves all tries.
        rib = new Rib();
        routes.clear();
        stale.clear();
        for (int i = 0; i < PEERS; i++) {
            peers[i] = rib.addPeer();
        }
        for (Step step : steps) {
            switch (step.act()) {
                case ANNOUNCE -> announce(step);
                case WITHDRAW -> withdraw(step);
                case MARK -> mark(step.peer());
                case SWEEP -> sweep(step.peer());
                case REMOVE_PEER -> removePeer(step.peer());
            }
        }
        compare();
        assertThat(rib.routes()).isEqualTo(routes.size());
        assertThat(rib.tableBytes()).isGreaterThanOrEqualTo((long) Integer.BYTES * routes.size());
        for (int i = 0; i < PEERS; i++) {
            rib.removePeer(peers[i]);
        }
        assertThat(rib.routes()).isZero();
        assertThat(rib.attributeSets()).isZero();
        assertThat(rib.prefixCount(Family.IPV4) + rib.prefixCount(Family.IPV6)).isZero();
    }

    private void announce(Step step) {
        IpPrefix prefix = step.prefix();
        int number = rib.intern(compact(step.attributes()));
        Rib.Change change = rib.announce(
                peers[step.peer()],
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                step.pathId(),
                number);
        rib.doneWith(number);
        Key key = new Key(step.peer(), prefix, step.pathId());
        Integer before = routes.put(key, step.attributes());
        stale.remove(key);
        assertThat(change)
                .isEqualTo(
                        before == null
                                ? Rib.Change.NEW
                                : before == step.attributes() ? Rib.Change.UNCHANGED : Rib.Change.REPLACED);
    }

    private void withdraw(Step step) {
        IpPrefix prefix = step.prefix();
        boolean held = rib.withdraw(
                peers[step.peer()],
                prefix.family(),
                PrefixBits.high(prefix),
                PrefixBits.low(prefix),
                prefix.length(),
                step.pathId());
        Key key = new Key(step.peer(), prefix, step.pathId());
        assertThat(held).isEqualTo(routes.remove(key) != null);
        stale.remove(key);
    }

    private void mark(int peer) {
        rib.markStale(peers[peer]);
        routes.keySet().stream().filter(key -> key.peer() == peer).forEach(stale::add);
    }

    private void sweep(int peer) {
        int swept = rib.sweep(peers[peer], Family.IPV4) + rib.sweep(peers[peer], Family.IPV6);
        List<Key> gone = stale.stream().filter(key -> key.peer() == peer).toList();
        gone.forEach(routes::remove);
        gone.forEach(stale::remove);
        assertThat(swept).isEqualTo(gone.size());
    }

    private void removePeer(int peer) {
        rib.removePeer(peers[peer]);
        peers[peer] = rib.addPeer();
        routes.keySet().removeIf(key -> key.peer() == peer);
        stale.removeIf(key -> key.peer() == peer);
    }

    private void compare() {
        Map<Key, PathAttributes> held = new HashMap<>();
        Set<Key> heldStale = new HashSet<>();
        for (int i = 0; i < PEERS; i++) {
            int peer = i;
            rib.forEachRoute(
                    peers[i],
                    (table, family, high, low, length, pathId, attributes) -> held.put(
                            new Key(peer, PrefixBits.prefix(family, high, low, length), pathId),
                            rib.attributes(attributes)));
            for (Family of : Family.values()) {
                rib.forEachStale(
                        peers[i],
                        of,
                        (table, family, high, low, length, pathId, attributes) ->
                                heldStale.add(new Key(peer, PrefixBits.prefix(family, high, low, length), pathId)));
            }
        }
        Map<Key, PathAttributes> expected = new HashMap<>();
        routes.forEach((key, number) -> expected.put(key, decoded(number)));
        assertThat(held).isEqualTo(expected);
        assertThat(heldStale).isEqualTo(stale);
        assertThat(rib.attributeSets()).isEqualTo(new HashSet<>(routes.values()).size());
        compareOverlaps();
    }

    private void compareOverlaps() {
        for (IpPrefix prefix :
                List.of(IpPrefix.parse("0.0.0.0/0"), IpPrefix.parse("64.0.0.0/3"), IpPrefix.parse("2001:db8::/65"))) {
            List<Key> found = new ArrayList<>();
            rib.forEachOverlapping(
                    prefix.family(),
                    PrefixBits.high(prefix),
                    PrefixBits.low(prefix),
                    prefix.length(),
                    (table, family, high, low, length, pathId, attributes) -> found.add(new Key(
                            List.of(peers).indexOf(table), PrefixBits.prefix(family, high, low, length), pathId)));
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(routes.keySet().stream()
                            .filter(key -> key.prefix().overlaps(prefix))
                            .toList());
        }
    }

    private static PathAttributes decoded(int number) {
        return compact(number).decode();
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
