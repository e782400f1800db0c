/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reports of round trips: of a customer's prefix or peering service, of what a partner has registered. Prefixes are shown at most
 * as /24 or /48.
 */
@NullMarked
package org.openpeering.insights.latency.report;

import org.jspecify.annotations.NullMarked;
