/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpArbitraries;
import org.openpeering.insights.bgp.PrefixBits;

class MonitoredTrieTest {
    record Step(IpPrefix prefix, boolean add) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<IpPrefix> any = Arbitraries.oneOf(
                BgpArbitraries.closePrefixes(),
                BgpArbitraries.prefixes(Family.IPV4),
                BgpArbitraries.prefixes(Family.IPV6));
        return Combinators.combine(any, Arbitraries.of(true, true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }

    @Provide
    Arbitrary<IpPrefix> routes() {
        return BgpArbitraries.closePrefixes();
    }

    static Map<MonitoredPrefix, Relation> match(MonitoredTrie trie, IpPrefix route) {
        Map<MonitoredPrefix, Relation> found = new HashMap<>();
        trie.match(
                PrefixBits.high(route),
                PrefixBits.low(route),
                route.length(),
                route.family(),
                (monitored, relation) ->
                        assertThat(found.put(monitored, relation)).isNull());
        return found;
    }

    /** Of those inside the first is enough. */
    private static Map<MonitoredPrefix, Relation> expected(Map<IpPrefix, MonitoredPrefix> all, IpPrefix route) {
        Map<MonitoredPrefix, Relation> found = new HashMap<>();
        all.keySet().stream()
                .filter(prefix -> route.contains(prefix) && !prefix.equals(route))
                .filter(prefix -> MonitoredTrie.covers(route.family(), route.length()))
                .min(Comparator.naturalOrder())
                .ifPresent(first -> found.put(Objects.requireNonNull(all.get(first)), Relation.LESS_SPECIFIC));
        all.forEach((prefix, monitored) -> {
            if (prefix.equals(route)) {
                found.put(monitored, Relation.EXACT);
            } else if (prefix.contains(route)) {
                found.put(monitored, Relation.MORE_SPECIFIC);
            }
        });
        return found;
    }

    @Property
    void findsWhatANaiveSearchFinds(
            @ForAll("steps") List<Step> steps, @ForAll("routes") IpPrefix first, @ForAll("routes") IpPrefix second) {
        MonitoredTrie trie = new MonitoredTrie();
        Map<IpPrefix, MonitoredPrefix> model = new HashMap<>();
        long revision = 0;
        for (Step step : steps) {
            MonitoredPrefix monitored = new MonitoredPrefix(step.prefix(), revision++);
            if (step.add()) {
                assertThat(trie.put(monitored).orElse(null)).isEqualTo(model.put(step.prefix(), monitored));
            } else {
                assertThat(trie.remove(step.prefix()).orElse(null)).isEqualTo(model.remove(step.prefix()));
            }
        }

        assertThat(trie.size()).isEqualTo(model.size());
        List<IpPrefix> routes =
                new ArrayList<>(steps.stream().map(Step::prefix).limit(50).toList());
        routes.add(first);
        routes.add(second);
        for (IpPrefix route : routes) {
            assertThat(match(trie, route)).isEqualTo(expected(model, route));
            assertThat(trie.find(route).orElse(null)).isEqualTo(model.get(route));
        }
    }

    @Test
    void theDefaultRouteHoldsEverythingAndSaysNothingOfIt() {
        MonitoredTrie trie = new MonitoredTrie();
        MonitoredPrefix own = new MonitoredPrefix(IpPrefix.parse("198.51.100.0/24"), 1);
        trie.put(own);

        assertThat(match(trie, IpPrefix.parse("198.0.0.0/8"))).containsExactly(Map.entry(own, Relation.LESS_SPECIFIC));
        for (String shorter : List.of("0.0.0.0/0", "128.0.0.0/1", "198.0.0.0/7", "::/0", "2000::/15")) {
            assertThat(match(trie, IpPrefix.parse(shorter))).isEmpty();
        }
        List<MonitoredPrefix> all = new ArrayList<>();
        trie.forEach(all::add);
        assertThat(all).containsExactly(own);
    }

    @Test
    void manyAddedAndRemovedLeaveTheOthers() {
        MonitoredTrie trie = new MonitoredTrie();
        for (int i = 0; i < 5000; i++) {
            trie.put(new MonitoredPrefix(numbered(i), i));
        }
        for (int i = 0; i < 5000; i++) {
            if (i % 100 != 0) {
                trie.remove(numbered(i));
            }
        }

        assertThat(trie.size()).isEqualTo(50);
        for (int i = 0; i < 5000; i++) {
            assertThat(match(trie, numbered(i))).hasSize(i % 100 == 0 ? 1 : 0);
        }
    }

    private static IpPrefix numbered(int i) {
        return new IpPrefix(new IpAddress(Family.IPV4, 0, 0x0A00_0000L + ((long) i << 8)), 24);
    }

    @Test
    void aReaderAlwaysSeesWhatIsNotTouchedWhileAWriterWorks() throws InterruptedException {
        MonitoredTrie trie = new MonitoredTrie();
        IpPrefix fixed = IpPrefix.parse("10.255.0.0/24");
        trie.put(new MonitoredPrefix(fixed, 7));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> seen = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                Map<MonitoredPrefix, Relation> found = match(trie, fixed);
                if (!found.equals(Map.of(new MonitoredPrefix(fixed, 7), Relation.EXACT))) {
                    seen.set(found.toString());
                }
            }
        });

        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 2000; i++) {
                trie.put(new MonitoredPrefix(numbered(i), round));
            }
            for (int i = 0; i < 2000; i++) {
                trie.remove(numbered(i));
            }
        }
        done.set(true);
        reader.join();

        assertThat(seen.get()).isEmpty();
    }
}
