/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a peering is, how it is kept and shown (contract section C.4). Invariants: at a metro a claimed peer address
 * occurs once; a peering's ASN is that of an approved PeerAsn of its own subscription. Who wants something of it stands
 * above: partners in {@code submission}, the operator and what is observed in {@code provisioning}.
 *
 * <p>Locks are taken in one order: PeerAsn, metro, session addresses, peering, approval. Who holds a metro, or shares it and
 * holds addresses there, decides who has them and what was observed of them, so an observation and a new session can't miss
 * each other. Partners' requests share the metro; the operator's decisions, which are few and may give addresses, hold it.
 */
@NullMarked
package org.openpeering.partner.peering;

import org.jspecify.annotations.NullMarked;
