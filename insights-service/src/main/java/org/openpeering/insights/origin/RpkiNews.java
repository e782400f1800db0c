/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpTable;

/**
 * What has changed in what the RPKI says, for those who hold routes: they judge anew what it touches, each by itself. Kept as
 * the difference of two tables, which is made once, and for a short time: who has missed some judges everything anew. For all
 * threads.
 */
public final class RpkiNews {
    /** Of more than this many prefixes it costs less to look at all that are held. */
    private static final int MOST_PREFIXES = 20_000;

    private static final int KEPT = 64;

    private final Deque<Touched> latest = new ArrayDeque<>();
    private volatile long number;

    /**
     * What has changed up to some moment.
     *
     * @param number of the latest change
     * @param everything nothing more exact is known
     * @param prefixes of VRPs that have come or gone
     * @param customers networks that have signed something else
     */
    public record Touched(long number, boolean everything, Set<IpPrefix> prefixes, Set<Asn> customers) {
        public Touched {
            prefixes = Set.copyOf(prefixes);
            customers = Set.copyOf(customers);
        }

        boolean nothing() {
            return !everything && prefixes.isEmpty() && customers.isEmpty();
        }

        private Touched and(Touched later) {
            Set<IpPrefix> both = new HashSet<>(prefixes);
            both.addAll(later.prefixes);
            Set<Asn> all = new HashSet<>(customers);
            all.addAll(later.customers);
            return new Touched(later.number, everything || later.everything, both, all);
        }
    }

    /** Of the latest change; 0 before the first. */
    public long number() {
        return number;
    }

    /** What has changed since a number. */
    public synchronized Touched since(long known) {
        if (known < number - latest.size()) {
            return new Touched(number, true, Set.of(), Set.of());
        }
        Touched all = new Touched(number, false, Set.of(), Set.of());
        for (Touched each : latest) {
            if (each.number > known) {
                all = all.and(each);
            }
        }
        return all;
    }

    /** Tells what differs; both views are in force already, or not any more. */
    synchronized void changed(RpkiView before, RpkiView after) {
        Touched touched = before.known() && after.known()
                ? difference(before, after)
                : new Touched(number + 1, after.known(), Set.of(), Set.of());
        if (touched.nothing()) {
            return;
        }
        latest.addLast(touched);
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
        number = touched.number;
    }

    private Touched difference(RpkiView before, RpkiView after) {
        Set<IpPrefix> prefixes = new HashSet<>();
        gather(before.vrps(), after.vrps(), prefixes);
        gather(before.soon(), after.soon(), prefixes);
        boolean everything = prefixes.size() > MOST_PREFIXES;
        return new Touched(
                number + 1, everything, everything ? Set.of() : prefixes, customers(before.aspas(), after.aspas()));
    }

    private static void gather(VrpTable before, VrpTable after, Set<IpPrefix> prefixes) {
        before.difference(after, new VrpTable.DifferenceVisitor() {
            @Override
            public void announced(Vrp vrp) {
                add(vrp);
            }

            @Override
            public void withdrawn(Vrp vrp) {
                add(vrp);
            }

            private void add(Vrp vrp) {
                if (prefixes.size() <= MOST_PREFIXES) {
                    prefixes.add(vrp.prefix());
                }
            }
        });
    }

    private static Set<Asn> customers(@Nullable AspaTable before, @Nullable AspaTable after) {
        AspaTable was = before == null ? AspaTable.EMPTY : before;
        AspaTable is = after == null ? AspaTable.EMPTY : after;
        Set<Asn> customers = new HashSet<>(was.customers());
        customers.addAll(is.customers());
        customers.removeIf(customer -> was.providers(customer).equals(is.providers(customer)));
        return customers;
    }
}
