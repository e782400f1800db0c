/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What is measured of other prefixes of a partner that enter at the same metro. */
public interface Siblings {
    Siblings NONE = (partner, entry, key, except) -> null;

    /** Of fewer nothing is said, since it would be said of one of them. */
    int FEWEST = 3;

    /** @param median of the siblings' medians, in milliseconds */
    record Usual(double median, int prefixes) {}

    /**
     * @param key where and by what it was measured
     * @param except the prefix whose siblings they are
     */
    @Nullable
    Usual of(Asn partner, String entry, SeriesKey key, IpPrefix except);
}
