/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Address pools: from where the cloud gives the subnets of sessions whose {@code sessionAddressProvider} is Microsoft.
 * Invariants, held by the database: pools don't overlap; a subnet belongs to one connection or to none. Who assigns holds
 * the pool's row.
 */
@NullMarked
package org.openpeering.partner.pool;

import org.jspecify.annotations.NullMarked;
