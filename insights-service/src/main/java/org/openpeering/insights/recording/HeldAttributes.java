/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import java.util.Collection;
import java.util.stream.Stream;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.detection.PrefixState;

/**
 * About how many bytes the paths and communities of held routes take; what routes share counts for each. They are counted
 * whenever another quarter of the bound was announced: counting costs no more than announcing did, and in between it may
 * be a quarter more.
 */
final class HeldAttributes {
    /** An AS number or a community, as an object in a list. */
    static final int BYTES = 32;

    private final long most;
    private long announced;

    HeldAttributes(long most) {
        this.most = most;
    }

    /**
     * Whether too much is held.
     *
     * @param route was announced
     * @param states all, with it
     */
    boolean beyond(ObservedRoute route, Collection<PrefixState> states) {
        announced += bytes(route);
        if (announced <= most / 4) {
            return false;
        }
        announced = 0;
        long held = 0;
        for (PrefixState state : states) {
            held += bytes(state.exact().values().stream());
            held += bytes(state.others().values().stream());
        }
        return held > most;
    }

    private static long bytes(Stream<ObservedRoute> routes) {
        return routes.mapToLong(HeldAttributes::bytes).sum();
    }

    private static long bytes(ObservedRoute route) {
        long numbers = route.communities().size();
        for (Collection<Asn> hop : route.asPath().hops()) {
            numbers += hop.size();
        }
        return numbers * BYTES;
    }
}
