/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import org.jspecify.annotations.Nullable;

/**
 * Where a provider is to hand over.
 *
 * @param backup null: fail over to the Internet
 */
record Locations(String primary, @Nullable String backup) {}
