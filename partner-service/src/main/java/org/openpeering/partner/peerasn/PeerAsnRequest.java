/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.List;
import org.openpeering.contract.net.Asn;

/** A {@link PeerAsnSpec} that passed {@link PeerAsnRules}. */
record PeerAsnRequest(Asn asn, String peerName, List<Contact> contacts) {}
