/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What waits for the operator's word. An item belongs to a PeerAsn or to a connection of a peering; deciding it and what
 * follows from that is one transaction. Invariant: of each kind at most one item waits per resource and connection.
 */
@NullMarked
package org.openpeering.partner.approval;

import org.jspecify.annotations.NullMarked;
