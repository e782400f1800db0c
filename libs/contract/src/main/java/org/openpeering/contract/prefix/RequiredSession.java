/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * A partner's session on which a prefix has to be announced.
 *
 * @param metro where the session ends
 * @param role primary, or backup of every customer that requires it
 */
public record RequiredSession(IpAddress peerAddress, Asn peerAsn, String metro, SessionRole role) {}
