/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Peerings from before the portal (contract section C.4): the operator imports them, partners list those of their AS
 * numbers and convert one by asking for it unchanged. Invariant, held by the database: at a metro a peer address belongs to
 * one of them.
 */
@NullMarked
package org.openpeering.partner.legacy;

import org.jspecify.annotations.NullMarked;
