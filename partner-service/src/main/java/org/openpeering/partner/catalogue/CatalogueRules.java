/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** What entries of the catalogue must be. */
final class CatalogueRules {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_COUNTRY = 64;
    private static final int MOST_ENTRIES = 500;

    private CatalogueRules() {}

    static Checked<MetroEntity> check(String name, MetroSpec spec) {
        Violations violations = new Violations();
        name(name, violations);
        String country = spec.country() == null ? "" : spec.country().strip();
        if (country.isEmpty() || country.length() > LONGEST_COUNTRY) {
            violations.add("country", "country is required and must have at most " + LONGEST_COUNTRY + " characters.");
        }
        double latitude = degrees("latitude", spec.latitude(), 90, violations);
        double longitude = degrees("longitude", spec.longitude(), 180, violations);
        return violations.checked(() -> new MetroEntity(name, 0, country, latitude, longitude));
    }

    static Checked<ProviderEntity> check(String name, ProviderSpec spec) {
        Violations violations = new Violations();
        name(name, violations);
        List<Asn> asns = present("asns", spec.asns(), violations);
        List<String> locations = present("peeringLocations", spec.peeringLocations(), violations);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < locations.size(); i++) {
            if (!seen.add(MetroEntity.key(locations.get(i)))) {
                violations.add(
                        "peeringLocations[" + i + "]",
                        "The metro '" + Violations.shown(locations.get(i)) + "' is listed twice.");
            }
        }
        List<Asn> distinct = asns.stream().distinct().toList();
        return violations.checked(() -> new ProviderEntity(name, 0, distinct, locations));
    }

    private static void name(String name, Violations violations) {
        boolean fit = !name.isBlank()
                && name.equals(name.strip())
                && name.length() <= LONGEST_NAME
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
        if (!fit) {
            violations.add(
                    "name",
                    "The name must have 1 to " + LONGEST_NAME
                            + " characters without '/', control characters and blanks at its ends.");
        }
    }

    private static double degrees(String target, @Nullable Double given, int most, Violations violations) {
        if (given == null || !(Math.abs(given) <= most)) {
            violations.add(target, target + " is required and must be from -" + most + " to " + most + ".");
            return 0;
        }
        return given;
    }

    private static <T> List<T> present(String target, @Nullable List<@Nullable T> given, Violations violations) {
        List<@Nullable T> entries = Objects.requireNonNullElse(given, List.of());
        List<T> present = new ArrayList<>();
        for (T entry : entries) {
            if (entry != null) {
                present.add(entry);
            }
        }
        if (present.isEmpty() || present.size() != entries.size() || present.size() > MOST_ENTRIES) {
            violations.add(target, target + " must have 1 to " + MOST_ENTRIES + " entries, none of them null.");
        }
        return present;
    }
}
