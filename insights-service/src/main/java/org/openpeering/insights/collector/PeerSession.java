/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.Optional;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * One time a peer was up.
 *
 * @param peer which
 * @param peerAsn its AS number
 * @param localAddress the router's end
 * @param localAsn the router's AS number, if its OPEN could be read
 * @param epoch grows with every Peer Up the collector takes, also across restarts: at least the milliseconds since 1970
 */
public record PeerSession(PeerId peer, Asn peerAsn, IpAddress localAddress, Optional<Asn> localAsn, long epoch) {}
