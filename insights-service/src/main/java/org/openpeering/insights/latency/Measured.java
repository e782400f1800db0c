/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, added up so that the sum of parts is the whole. The members are those of a row.
 *
 * <p>Jitter is the mean of the differences between neighbouring round trips (RFC 3550 style, without its smoothing, since a
 * smoothed value can't be added up); those of one sample are neighbours, and its first one is to the last one before it.
 */
public final class Measured {
    private long samples;
    private long sent;
    private long received;
    private long minMicros = Long.MAX_VALUE;
    private long maxMicros;
    private long sumMicros;
    private long jitterMicros;
    private long differences;
    private final Sketch sketch;
    /** The last round trip of this object's life; not kept in rows. */
    private long last = -1;

    public Measured() {
        this(new Sketch());
    }

    private Measured(Sketch sketch) {
        this.sketch = sketch;
    }

    /**
     * As rows have it.
     *
     * @param sketch of several rows that the database has added up: their sketches, one behind the other
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and compared with nothing
    public record Row(
            long samples,
            long sent,
            long received,
            long minMicros,
            long maxMicros,
            long sumMicros,
            long jitterMicros,
            long differences,
            byte[] sketch) {}

    /** One sample; what lies outside of the range counts as its edge. */
    public void add(int asked, long[] rttMicros) {
        samples++;
        sent += Math.max(asked, rttMicros.length);
        received += rttMicros.length;
        for (long each : rttMicros) {
            long rtt = Sketch.within(each);
            sketch.add(rtt);
            minMicros = Math.min(minMicros, rtt);
            maxMicros = Math.max(maxMicros, rtt);
            sumMicros += rtt;
            if (last >= 0) {
                jitterMicros += Math.abs(rtt - last);
                differences++;
            }
            last = rtt;
        }
    }

    public void add(Row row) {
        samples += row.samples();
        sent += row.sent();
        received += row.received();
        if (row.received() > 0) {
            minMicros = Math.min(minMicros, row.minMicros());
            maxMicros = Math.max(maxMicros, row.maxMicros());
        }
        sumMicros += row.sumMicros();
        jitterMicros += row.jitterMicros();
        differences += row.differences();
        sketch.add(row.sketch());
    }

    public void add(Measured other) {
        samples += other.samples;
        sent += other.sent;
        received += other.received;
        minMicros = Math.min(minMicros, other.minMicros);
        maxMicros = Math.max(maxMicros, other.maxMicros);
        sumMicros += other.sumMicros;
        jitterMicros += other.jitterMicros;
        differences += other.differences;
        sketch.add(other.sketch);
    }

    public Row row() {
        return new Row(
                samples,
                sent,
                received,
                received == 0 ? 0 : minMicros,
                maxMicros,
                sumMicros,
                jitterMicros,
                differences,
                sketch.bytes());
    }

    public LatencySummary summary() {
        if (received == 0) {
            return new LatencySummary(samples, sent, received, null, null, null, null, null, null, null, null, loss());
        }
        return new LatencySummary(
                samples,
                sent,
                received,
                minMicros / 1000.0,
                maxMicros / 1000.0,
                sumMicros / 1000.0 / received,
                quantile(0.50),
                quantile(0.90),
                quantile(0.95),
                quantile(0.99),
                differences == 0 ? null : jitterMicros / 1000.0 / differences,
                loss());
    }

    public long sent() {
        return sent;
    }

    public long received() {
        return received;
    }

    /** Of what was received; there has to be something. */
    public Duration median() {
        return Duration.ofNanos(Math.round(1e6 * quantile(0.50)));
    }

    private double quantile(double q) {
        return Math.clamp(sketch.quantile(q), (double) minMicros, (double) maxMicros) / 1000;
    }

    private @Nullable Double loss() {
        return sent == 0 ? null : 1 - (double) received / sent;
    }
}
