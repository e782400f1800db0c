/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Samples become minutes: read from {@code latency-samples}, added up in memory, and written together with the place up to which
 * they were read, so that each sample is added once, whoever dies when (ADR 29).
 */
@NullMarked
package org.openpeering.insights.latency.window;

import org.jspecify.annotations.NullMarked;
