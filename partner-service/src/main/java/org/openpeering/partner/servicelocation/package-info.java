/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where customers are: {@code peeringServiceLocations} (a state or province with a place on earth) and the countries they
 * are in.
 */
@NullMarked
package org.openpeering.partner.servicelocation;

import org.jspecify.annotations.NullMarked;
