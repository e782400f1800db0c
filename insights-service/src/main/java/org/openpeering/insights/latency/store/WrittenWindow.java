/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.SeriesKey;

/** A minute as it is now in the table. */
public record WrittenWindow(SeriesKey series, Instant at, Measured.Row row) {}
