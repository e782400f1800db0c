/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.relationship.Relationship;
import org.openpeering.insights.relationship.Relationships;

/**
 * A route that bears the mark of RFC 9234, Only to Customer, and was told to somebody who is none. The mark names the network that
 * has told it to a customer or a peer; from the next one on it may go to customers alone.
 *
 * <p>By the mark alone only one step is seen: a partner tells it on its session, as a peer, though another network has marked it
 * (section 5). The partner has leaked it, or somebody before it has. Any other step counts where it is known that who was told
 * is a provider or peer of who told. Who keeps an exchange's route server may be named by the mark, and stand in no path.
 */
record OnlyToCustomers(Supplier<Relationships> known) implements LeakSign {
    private static final String SOURCE = "otc";

    /** By the mark, and by what is known of two networks. */
    private static final int KNOWN = 40;

    /** By the mark alone, next to who has made it. */
    private static final int NEXT = 35;

    /** By the mark alone, somewhere behind who has made it. */
    private static final int SOMEWHERE = 20;

    @Override
    public @Nullable Leak of(MonitoredPrefix context, List<Asn> way, Held route) {
        Asn marker = route.onlyToCustomer();
        if (marker == null || way.size() < 2) {
            return null;
        }
        int at = way.lastIndexOf(marker);
        // The network behind the marker may tell customers alone, and so may all behind it.
        for (int i = at - 1; i > 0; i--) {
            Relationship told = known.get().of(way.get(i), way.get(i - 1));
            if (above(told) && !AspaPath.expected(context, way, i)) {
                return leak(way, i, marker, "which is " + kind(told) + " of it", KNOWN);
            }
        }
        boolean peer = AspaPath.fromPeer(context, route)
                && way.getFirst().equals(route.peerAsn())
                && !marker.equals(route.peerAsn());
        return peer && !AspaPath.expected(context, way, 0)
                ? leak(
                        way,
                        0,
                        marker,
                        at == 1
                                ? "which is a peer of it"
                                : "which is a peer of it; it or a network before it has passed it on",
                        at == 1 ? NEXT : SOMEWHERE)
                : null;
    }

    private static Leak leak(List<Asn> way, int leaker, Asn marker, String whom, int points) {
        Asn to = leaker == 0 ? null : way.get(leaker - 1);
        return new Leak(
                way.get(leaker),
                way.get(leaker + 1),
                to,
                "AS" + marker + " has marked it as only for customers (RFC 9234), and AS" + way.get(leaker)
                        + " has told it to " + (to == null ? "this network" : "AS" + to) + ", " + whom + ".",
                SOURCE,
                points);
    }

    private boolean above(Relationship told) {
        return switch (told.kind()) {
            case CUSTOMER, PEER -> true;
            case PROVIDER -> false;
            case UNKNOWN -> known.get().transitFree(told.other());
        };
    }

    private static String kind(Relationship told) {
        return switch (told.kind()) {
            case CUSTOMER -> "a provider";
            case PEER -> "a peer";
            case PROVIDER, UNKNOWN -> "a provider or a peer";
        };
    }
}
