/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Peerings and the work on their connections (contract section C.4). Invariants: at a metro a claimed peer address
 * occurs once; a peering's ASN is that of an approved PeerAsn of its own subscription.
 *
 * <p>Locks are taken in one order: PeerAsn, metro, peering, approval. Who holds a metro decides who has which session
 * address there and what was observed of it, so an observation and a new session can't miss each other.
 */
@NullMarked
package org.openpeering.partner.peering;

import org.jspecify.annotations.NullMarked;
