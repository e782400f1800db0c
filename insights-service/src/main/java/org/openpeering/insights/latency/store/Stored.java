/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.openpeering.insights.latency.Measured;
import org.openpeering.kit.sql.Row;

/** A row of a level's table, and how it is sent and read. */
record Stored(int series, Instant at, int part, Measured.Row row) {
    /** What was merged from the finer level; others are partitions. */
    static final int MERGED = -1;

    static final String COLUMNS = "m.sent, m.received, m.sum_micros, m.jitter_micros, m.differences, m.samples,"
            + " m.min_micros, m.max_micros, m.sketch";

    static <T> List<Long> longs(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().map(column::applyAsLong).toList();
    }

    /** Of {@link #COLUMNS}. */
    static Measured.Row read(Row row) {
        return new Measured.Row(
                row.number("samples"),
                row.number("sent"),
                row.number("received"),
                row.number("min_micros"),
                row.number("max_micros"),
                row.number("sum_micros"),
                row.number("jitter_micros"),
                row.number("differences"),
                row.bytes("sketch"));
    }
}
