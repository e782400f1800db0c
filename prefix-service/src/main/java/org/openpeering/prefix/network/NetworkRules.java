/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;

/**
 * What the network asks of announcements.
 *
 * @param asn its own number
 * @param community that routes of the service carry
 * @param reservedNumbers whether documentation and private prefixes and AS numbers are welcome: in a lab
 */
public record NetworkRules(Asn asn, Community community, boolean reservedNumbers) {
    /** Longest AS path that is accepted (contract section D.1). */
    public static final int LONGEST_PATH = 3;
    /** Sessions, on as many routers, that a provider needs at a primary location. */
    public static final int PRIMARY_SESSIONS = 2;
}
