/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code cdnPeeringPrefixes}: what the cloud announces to CDN peers at a metro.
 */
@NullMarked
package org.openpeering.partner.cdn;

import org.jspecify.annotations.NullMarked;
