/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.catalogue.MetroEntity;

/**
 * Finds the metro that a city belongs to: the same country, the same name but for case, accents and punctuation, and not
 * elsewhere when the place is known. "Frankfurt am Main" belongs to "Frankfurt" if it is known to be near.
 */
final class MetroMatcher {
    private static final double NEAR_KILOMETRES = 100;

    private record Candidate(MetroEntity metro, String name) {}

    private final Map<String, List<Candidate>> byCountry;

    MetroMatcher(List<MetroEntity> metros) {
        byCountry = metros.stream()
                .map(metro -> new Candidate(metro, folded(metro.name())))
                .sorted(Comparator.comparingInt((Candidate candidate) -> -candidate.name.length())
                        .thenComparing(candidate -> candidate.metro.key()))
                .collect(Collectors.groupingBy(candidate -> candidate.metro.country()));
    }

    Optional<MetroEntity> find(Dump.Site site) {
        String city = folded(site.city());
        return byCountry.getOrDefault(site.country(), List.of()).stream()
                .filter(candidate -> matches(candidate, city, site.place()))
                .map(Candidate::metro)
                .findFirst();
    }

    private static boolean matches(Candidate candidate, String city, @Nullable GeoPoint place) {
        boolean near = place != null && candidate.metro.place().kilometresTo(place) <= NEAR_KILOMETRES;
        if (city.equals(candidate.name)) {
            return place == null || near;
        }
        return near && city.startsWith(candidate.name + " ");
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
