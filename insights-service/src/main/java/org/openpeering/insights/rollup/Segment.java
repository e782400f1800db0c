/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import java.time.Instant;

/** Rows of one level: from a time, until before another. */
public record Segment(Level level, Instant from, Instant to) {}
