/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The association of a subscription with an AS number (contract section C.3). Invariants, held by the database: a name
 * and a number occur once in a subscription. Who deletes one locks its row; who makes a peering with it shares it.
 */
@NullMarked
package org.openpeering.partner.peerasn;

import org.jspecify.annotations.NullMarked;
