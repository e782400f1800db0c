/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.Locale;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry stands, as the caller spells it.
 *
 * @param metro null for a kind that does not stand below metros
 */
public record EntryPath(
        @RestPath @Nullable String metro, @RestPath String name) {
    public static EntryPath of(String name) {
        return new EntryPath(null, name);
    }

    /** Without case. */
    public String key() {
        return below(metro) + name.toLowerCase(Locale.ROOT);
    }

    /** The key of the metro that the entry stands below. */
    public String metroKey() {
        return MetroEntity.key(Objects.requireNonNull(metro));
    }

    /** How the keys of a metro's entries begin; of all when there is no metro. */
    static String below(@Nullable String metro) {
        return metro == null ? "" : MetroEntity.key(metro) + "/";
    }
}
