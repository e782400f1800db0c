/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
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
 * @param collector which life of which collector says so; null in messages that are older than this member
 */
public record ObservedSession(
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        IpAddress localAddress,
        boolean established,
        Instant since,
        String reason,
        long revision,
        @Nullable String collector)
        implements Revisioned {
    public ObservedSession(
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            IpAddress localAddress,
            boolean established,
            Instant since,
            String reason,
            long revision) {
        this(router, peerAddress, peerAsn, localAddress, established, since, reason, revision, null);
    }

    /** The same, as that collector says it. */
    public ObservedSession by(String speaker) {
        return new ObservedSession(
                router, peerAddress, peerAsn, localAddress, established, since, reason, revision, speaker);
    }

    @Override
    public String key() {
        return key(router, peerAddress);
    }

    public static String key(String router, IpAddress peerAddress) {
        return router + "|" + peerAddress;
    }
}
