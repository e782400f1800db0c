/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code peeringLocations}: the metros with what can be connected to there, and the bandwidths on offer.
 */
@NullMarked
package org.openpeering.partner.location;

import org.jspecify.annotations.NullMarked;
