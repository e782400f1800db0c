/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What registered prefixes and registered AS numbers have in common: they stand under a peering, hand out a key, and are
 * made, rekeyed and deleted in the same steps.
 */
@NullMarked
package org.openpeering.prefix.registration;

import org.jspecify.annotations.NullMarked;
