/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Transfers: a customer lets a prefix go from one partner to another, with a time in which both serve it. Knows
 * registrations and customer prefixes by their rows only.
 */
@NullMarked
package org.openpeering.prefix.transfer;

import org.jspecify.annotations.NullMarked;
