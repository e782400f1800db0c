/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.GeoPosition;

/** Where things are, as it is known at the time. */
public interface Geography {
    /** Nothing is known. */
    Geography UNKNOWN = new Geography() {
        @Override
        public @Nullable Edge metro(String name) {
            return null;
        }

        @Override
        public @Nullable GeoPosition serviceLocation(String name) {
            return null;
        }

        @Override
        public List<Edge> open(Set<Asn> partner) {
            return List.of();
        }

        @Override
        public @Nullable String continent(GeoPosition place) {
            return null;
        }
    };

    /** @param name in any case; null: its place is not known */
    @Nullable
    Edge metro(String name);

    @Nullable
    GeoPosition serviceLocation(String name);

    /** Where sessions with the partner are up. */
    List<Edge> open(Set<Asn> partner);

    /** Of the nearest metro, if one is near enough to tell. */
    @Nullable
    String continent(GeoPosition place);

    /** What the nearest of them is; null when there is none. */
    static @Nullable Edge nearest(GeoPosition place, List<Edge> edges) {
        Edge nearest = null;
        double least = Double.MAX_VALUE;
        for (Edge edge : edges) {
            double distance = place.kilometresTo(edge.position());
            boolean nearer = nearest == null
                    || distance < least
                    || (distance == least && edge.name().compareTo(nearest.name()) < 0);
            nearest = nearer ? edge : nearest;
            least = nearer ? distance : least;
        }
        return nearest;
    }
}
