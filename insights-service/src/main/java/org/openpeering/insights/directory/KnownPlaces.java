/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.insights.quality.Continents;
import org.openpeering.insights.quality.Edge;
import org.openpeering.insights.quality.Geography;

/**
 * The catalogue's places, and where partners' sessions are up.
 *
 * @param metros by name, in lower case
 * @param locations likewise
 * @param open by partner
 */
record KnownPlaces(Map<String, Edge> metros, Map<String, GeoPosition> locations, Map<Asn, List<Edge>> open)
        implements Geography {
    /** A metro is a circle of so many kilometres. */
    private static final double METRO = 25;

    /** A service location is a state or a country: its middle says little. */
    private static final double SERVICE_LOCATION = 400;

    /** Beyond that the nearest metro does not tell the continent. */
    private static final double SAME_CONTINENT = 1500;

    static KnownPlaces of(Directory directory) {
        Map<String, Edge> metros = new HashMap<>();
        Map<String, GeoPosition> locations = new HashMap<>();
        directory.places().values().forEach(place -> {
            String name = place.name().toLowerCase(Locale.ROOT);
            if (place.kind() == Place.Kind.METRO) {
                GeoPosition position = new GeoPosition(place.latitude(), place.longitude(), METRO);
                metros.put(name, new Edge(place.name(), position, place.country()));
            } else {
                locations.put(name, new GeoPosition(place.latitude(), place.longitude(), SERVICE_LOCATION));
            }
        });
        return new KnownPlaces(metros, locations, open(directory, metros));
    }

    private static Map<Asn, List<Edge>> open(Directory directory, Map<String, Edge> metros) {
        Map<String, Edge> routers = new HashMap<>();
        directory.routers().values().forEach(router -> {
            Edge edge = metros.get(router.metro().toLowerCase(Locale.ROOT));
            if (edge != null) {
                routers.put(router.name(), edge);
            }
        });
        Map<Asn, Set<Edge>> open = new HashMap<>();
        directory.sessions().values().filter(ObservedSession::established).forEach(session -> {
            Edge edge = routers.get(session.router());
            if (edge != null) {
                open.computeIfAbsent(session.peerAsn(), _ -> new TreeSet<>(Comparator.comparing(Edge::name)))
                        .add(edge);
            }
        });
        Map<Asn, List<Edge>> lists = new HashMap<>();
        open.forEach((partner, edges) -> lists.put(partner, List.copyOf(edges)));
        return lists;
    }

    @Override
    public @Nullable Edge metro(String name) {
        return metros.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable GeoPosition serviceLocation(String name) {
        return locations.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<Edge> open(Set<Asn> partner) {
        List<Edge> edges = new ArrayList<>();
        partner.forEach(asn -> edges.addAll(open.getOrDefault(asn, List.of())));
        return edges;
    }

    @Override
    public @Nullable String continent(GeoPosition place) {
        Edge nearest = Geography.nearest(place, List.copyOf(metros.values()));
        return nearest == null || place.kilometresTo(nearest.position()) > SAME_CONTINENT
                ? null
                : Continents.of(nearest.country());
    }
}
