/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What round trips were, added up: sketches of quantiles, sums that can be merged, levels of time, and the questions that may
 * be asked ({@code LatencyQueries}). Pure but for the interface.
 */
@NullMarked
package org.openpeering.insights.latency;

import org.jspecify.annotations.NullMarked;
