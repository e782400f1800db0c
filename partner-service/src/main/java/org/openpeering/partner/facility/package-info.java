/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where one can connect at a metro: buildings for direct peerings, exchanges for public ones, both by their PeeringDB id.
 * {@link org.openpeering.partner.facility.FacilityRepository} is what the rules of peerings ask.
 */
@NullMarked
package org.openpeering.partner.facility;

import org.jspecify.annotations.NullMarked;
