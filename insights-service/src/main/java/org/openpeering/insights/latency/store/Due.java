/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import org.openpeering.insights.latency.Level;

/** A bucket of a series that is to be merged from the finer level. */
record Due(Level level, Instant at, int series) {}
