/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code checkServiceProviderAvailability}: whether a provider is near enough to where a customer is.
 */
@NullMarked
package org.openpeering.partner.availability;

import org.jspecify.annotations.NullMarked;
