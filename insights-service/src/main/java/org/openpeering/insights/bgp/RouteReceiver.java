/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.IpAddress.Family;

/**
 * Takes what one UPDATE says: withdrawals first, of what it does not announce itself, then for each run of announced
 * prefixes the attributes and the prefixes. Prefixes are left-aligned ({@link PrefixBits}), host bits zero; a path identifier is unsigned, and 0 where there is none.
 */
public interface RouteReceiver {
    void withdraw(Family family, long high, long low, int length, int pathId);

    /** The attributes of the announcements that follow; valid until the next call. */
    void attributes(CompactAttributes attributes);

    void announce(Family family, long high, long low, int length, int pathId);
}
