/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * A BGP session as an edge router's BMP stream shows it.
 *
 * @param router the router's BMP sysName
 * @param established false: down, or out of sight for longer than the grace time
 * @param since arrival time of the message that said so
 * @param reason why it is down; empty while it is up
 */
public record ObservedSession(
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        IpAddress localAddress,
        boolean established,
        Instant since,
        String reason,
        long revision)
        implements Revisioned {
    @Override
    public String key() {
        return key(router, peerAddress);
    }

    public static String key(String router, IpAddress peerAddress) {
        return router + "|" + peerAddress;
    }
}
