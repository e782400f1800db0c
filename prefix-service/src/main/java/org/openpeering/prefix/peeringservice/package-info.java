/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Peering services of customers: which provider, at which locations. Both are fixed once chosen.
 */
@NullMarked
package org.openpeering.prefix.peeringservice;

import org.jspecify.annotations.NullMarked;
