/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.Reading;

/**
 * A session is established, as a feed says it.
 *
 * @param table the name of the table that it is in, empty when the feed gives none
 * @param localAddress the router's end
 * @param localAsn the router's AS number, if it is known
 * @param families of which it has routes, as far as that is known
 * @param reading how its UPDATEs are written, as far as that is known
 * @param life by which the same establishment told again is known: equal then, and different after a loss
 * @param routerTime when the feed says it happened, if it does
 */
public record SessionUp(
        SessionId id,
        String table,
        Asn peerAsn,
        IpAddress localAddress,
        Optional<Asn> localAsn,
        Set<Family> families,
        Reading reading,
        Object life,
        Optional<Instant> routerTime) {
    public SessionUp {
        families = Set.copyOf(families);
    }

    /** The same of another view of the session. */
    SessionUp with(RibView view) {
        return new SessionUp(
                id.with(view), table, peerAsn, localAddress, localAsn, families, reading, life, routerTime);
    }
}
