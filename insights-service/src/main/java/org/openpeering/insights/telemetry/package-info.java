/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What agents are asked to measure ({@link org.openpeering.insights.telemetry.TestSource}), and what is taken of what they say:
 * each sample is looked at by itself, and what is good goes to topic {@code latency-samples}.
 */
@NullMarked
package org.openpeering.insights.telemetry;

import org.jspecify.annotations.NullMarked;
