/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code peerings/rpUnbilledPrefixes}: monitored prefixes that are reached over a peering, so that egress to them is not
 * billed.
 */
@NullMarked
package org.openpeering.prefix.unbilled;

import org.jspecify.annotations.NullMarked;
