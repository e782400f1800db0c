/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.PrefixState;

/**
 * Looks for the prefixes that are heard through networks of which something has become known: at all that are held, a few
 * milliseconds at a time, so that what is read meanwhile does not wait for it. An index of networks would weigh as much as the
 * paths. What becomes known meanwhile is looked for afterwards.
 */
final class PathLook {
    /** Of each {@link Pace#TURN}. */
    private static final long NANOS = Duration.ofMillis(15).toNanos();

    private static final int BETWEEN_CLOCKS = 8;

    private final LongSupplier nanos;
    private final Set<Asn> wanted = new HashSet<>();
    private final Deque<IpPrefix> left = new ArrayDeque<>();
    private Predicate<PrefixState> such = _ -> false;

    /** @param nanos a clock as {@link System#nanoTime} */
    PathLook(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void want(Collection<Asn> networks) {
        wanted.addAll(networks);
    }

    /**
     * Those that were found in this turn.
     *
     * @param all prefixes that there are
     * @param states of each
     */
    List<IpPrefix> turn(Supplier<? extends Collection<IpPrefix>> all, Function<IpPrefix, PrefixState> states) {
        if (left.isEmpty()) {
            if (wanted.isEmpty()) {
                return List.of();
            }
            left.addAll(all.get());
            such = heardThrough(Set.copyOf(wanted));
            wanted.clear();
        }
        long end = nanos.getAsLong() + NANOS;
        List<IpPrefix> found = new ArrayList<>();
        do {
            for (int i = 0; i < BETWEEN_CLOCKS && !left.isEmpty(); i++) {
                IpPrefix prefix = left.removeFirst();
                if (such.test(states.apply(prefix))) {
                    found.add(prefix);
                }
            }
        } while (!left.isEmpty() && nanos.getAsLong() < end);
        return found;
    }

    /** Whether any route comes through one of these networks; each path is looked at once. */
    static Predicate<PrefixState> heardThrough(Set<Asn> networks) {
        IdentityHashMap<AsPath, Boolean> through = new IdentityHashMap<>();
        Predicate<AsPath> such =
                path -> through.computeIfAbsent(path, each -> each.asns().anyMatch(networks::contains));
        return state -> state.exact().anyPath(such) || state.others().anyPath(such);
    }
}
