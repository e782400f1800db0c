/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What others have measured: results of RIPE Atlas, round trips of flow export. Read as they come, each by itself: what is at
 * fault is counted and told, and the rest goes to {@code latency-samples} with its source.
 */
@NullMarked
package org.openpeering.insights.latency.imported;

import org.jspecify.annotations.NullMarked;
