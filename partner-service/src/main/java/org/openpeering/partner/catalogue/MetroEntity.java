/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.Locale;

/** A row of {@code metro}. */
public record MetroEntity(String name, long revision, String country, double latitude, double longitude) {

    /** What other rows refer to it by: its name without case. */
    public String key() {
        return key(name);
    }

    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    MetroEntity revised(long newRevision) {
        return new MetroEntity(name, newRevision, country, latitude, longitude);
    }

    boolean saysTheSame(MetroEntity other) {
        return other.revised(revision).equals(this);
    }
}
