/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.Optional;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * One time a peer was up.
 *
 * @param id which
 * @param peerAsn its AS number
 * @param localAddress the router's end
 * @param localAsn the router's AS number, if its OPEN could be read
 * @param epoch grows with every Peer Up the collector takes, also across restarts: at least the milliseconds since 1970
 * @param source the router's address from which it is connected; empty where that is not known
 */
public record PeerSession(
        SessionId id,
        Asn peerAsn,
        IpAddress localAddress,
        Optional<Asn> localAsn,
        long epoch,
        Optional<IpAddress> source) {}
