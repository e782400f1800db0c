/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.time.Instant;

/**
 * Values of a moment, or of a time that began then.
 *
 * @param count how many they were; at least one
 */
public record Cell(Instant at, long count, double sum, double least, double most) {
    /** A single one. */
    public static Cell of(Instant at, double value) {
        return new Cell(at, 1, value, value, value);
    }

    Cell and(Cell other) {
        return new Cell(
                at, count + other.count, sum + other.sum, Math.min(least, other.least), Math.max(most, other.most));
    }
}
