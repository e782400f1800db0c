/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import java.util.Locale;
import org.openpeering.contract.net.IpPrefix;

/**
 * A row of {@code address_pool}.
 *
 * @param metro in the catalogue's spelling
 * @param subnetLength of the subnets it is cut into
 */
public record AddressPoolEntity(String name, long revision, String metro, IpPrefix prefix, int subnetLength) {
    private static final int MOST_BITS = 40;

    String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** How many subnets there are; of a block that nobody ever fills only the beginning is used. */
    public long subnets() {
        return 1L << Math.min(subnetLength - prefix.length(), MOST_BITS);
    }

    AddressPoolEntity revised(long newRevision) {
        return new AddressPoolEntity(name, newRevision, metro, prefix, subnetLength);
    }
}
