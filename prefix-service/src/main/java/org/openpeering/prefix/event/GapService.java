/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/**
 * Makes of one gap an event of each prefix that it concerns: those that depend on a session that is out of sight, or all that
 * vantages and detectors watch. What is said of it later goes to all that have been told; a prefix that comes to depend on it
 * while it goes on is told within a minute.
 */
@ApplicationScoped
public class GapService {
    /** Events that are written by one statement. */
    private static final int BATCH = 1_000;

    private final Replica replica;
    private final GapRepository gaps;
    private final EventLog log;

    GapService(Replica replica, GapRepository gaps, EventLog log) {
        this.replica = replica;
        this.gaps = gaps;
        this.log = log;
    }

    /** Once in effect: a revision that is there is ignored. */
    @WithTransaction
    public Uni<Void> record(List<Received<CollectorGap>> messages) {
        return replica.store(Topic.COLLECTOR_GAPS, messages)
                .map(changed -> newest(messages, Set.copyOf(changed)))
                .chain(this::tell);
    }

    private static Collection<CollectorGap> newest(List<Received<CollectorGap>> messages, Set<String> changed) {
        Map<String, CollectorGap> newest = new TreeMap<>();
        messages.stream()
                .filter(message -> changed.contains(message.key()))
                .map(Received::body)
                .filter(Objects::nonNull)
                .forEach(gap -> newest.merge(gap.key(), gap, (a, b) -> a.revision() < b.revision() ? b : a));
        return newest.values();
    }

    private Uni<Void> tell(Collection<CollectorGap> some) {
        return each(some, gap -> gaps.concerned(gap).chain(prefixes -> tell(gap, prefixes)));
    }

    private Uni<Void> tell(CollectorGap gap, Collection<IpPrefix> prefixes) {
        return prefixes.isEmpty()
                ? Uni.createFrom().voidItem()
                : gaps.remember(gap.id(), prefixes).chain(() -> each(batches(gap, prefixes), log::record));
    }

    private static List<List<RoutingEvent>> batches(CollectorGap gap, Collection<IpPrefix> prefixes) {
        List<RoutingEvent> all =
                prefixes.stream().map(prefix -> GapEvent.of(gap, prefix)).toList();
        List<List<RoutingEvent>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    private static <T> Uni<Void> each(Collection<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Prefixes that have come to depend on what is not seen. */
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> tellNewcomers() {
        return replica.all(Topic.COLLECTOR_GAPS, CollectorGap.class)
                .map(all -> all.stream().filter(CollectorGap::open).toList())
                .chain(open ->
                        each(open, gap -> gaps.told(gap.id()).chain(told -> newcomers(gap, new HashSet<>(told)))));
    }

    private Uni<Void> newcomers(CollectorGap gap, Set<IpPrefix> told) {
        return gaps.concerned(gap)
                .map(prefixes -> prefixes.stream()
                        .filter(prefix -> !told.contains(prefix))
                        .toList())
                .chain(prefixes -> tell(gap, prefixes));
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> purge() {
        return gaps.purge().replaceWithVoid();
    }
}
