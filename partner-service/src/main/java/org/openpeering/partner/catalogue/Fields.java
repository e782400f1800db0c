/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.Violations;

/** What the members of catalogue entries must be. */
public final class Fields {
    public static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_ENTRIES = 500;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Fields() {}

    /** A name that stands in paths. */
    public static void name(String target, String name, Violations violations) {
        boolean fit = !name.isBlank()
                && name.equals(name.strip())
                && name.length() <= LONGEST_NAME
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
        if (!fit) {
            violations.add(
                    target,
                    "The name must have 1 to " + LONGEST_NAME
                            + " characters without '/', control characters and blanks at its ends.");
        }
    }

    public static String required(String target, @Nullable String text, Violations violations) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty()) {
            violations.add(target, target + " is required.");
        }
        return Objects.requireNonNullElse(optional(target, given, violations), "");
    }

    /** Null when absent or blank. */
    public static @Nullable String optional(String target, @Nullable String text, Violations violations) {
        String given = text == null ? "" : text.strip();
        if (given.length() > LONGEST_TEXT || given.chars().anyMatch(Character::isISOControl)) {
            violations.add(
                    target, target + " must have at most " + LONGEST_TEXT + " characters, no control characters.");
        }
        return given.isEmpty() ? null : given;
    }

    public static String country(@Nullable String code, Violations violations) {
        String given = code == null ? "" : code.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(given)) {
            violations.add("country", "country is required and must be a code of ISO 3166-1 alpha-2 such as DE.");
        }
        return given;
    }

    public static GeoPoint place(@Nullable Double latitude, @Nullable Double longitude, Violations violations) {
        return new GeoPoint(
                degrees("latitude", latitude, 90, violations), degrees("longitude", longitude, 180, violations));
    }

    private static double degrees(String target, @Nullable Double given, int most, Violations violations) {
        if (given == null || !(Math.abs(given) <= most)) {
            violations.add(target, target + " is required and must be from -" + most + " to " + most + ".");
            return 0;
        }
        return given;
    }

    /** From 1 to {@code most}. */
    public static long positive(String target, @Nullable Long given, long most, Violations violations) {
        if (given == null || given < 1 || given > most) {
            violations.add(target, target + " is required and must be from 1 to " + most + ".");
            return 1;
        }
        return given;
    }

    /** The entries of a list that must not be empty. */
    public static <T> List<T> present(String target, @Nullable List<@Nullable T> given, Violations violations) {
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
