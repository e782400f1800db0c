/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bmp.LogGate;
import org.openpeering.insights.bmp.Tally;
import org.openpeering.insights.rib.RouteLimit;

/**
 * What the shards of a collector have in common, and nothing else: settings, sink, counts, limits of the process, epochs, and
 * the failure that stops them all. For all threads; what is not here belongs to one shard.
 */
final class Shared {
    private final CollectorSettings settings;
    private final CollectorSink sink;
    private final InstantSource clock;
    private final LogGate gate;
    private final Tally<CollectorCount> tally = new Tally<>(CollectorCount.class);
    private final RouteLimit routes;
    private final AtomicLong lastEpoch = new AtomicLong();
    /** Of the attributes of each shard. */
    private final AtomicLongArray attributeBytes;

    private volatile @Nullable RuntimeException failure;

    Shared(CollectorSettings settings, CollectorSink sink, InstantSource clock, int shards) {
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        this.gate = new LogGate(clock);
        this.routes = RouteLimit.of(settings.bounds().routes());
        this.attributeBytes = new AtomicLongArray(shards);
    }

    CollectorSettings settings() {
        return settings;
    }

    CollectorSink sink() {
        return sink;
    }

    InstantSource clock() {
        return clock;
    }

    LogGate gate() {
        return gate;
    }

    Tally<CollectorCount> tally() {
        return tally;
    }

    /** Of all routes. */
    RouteLimit routes() {
        return routes;
    }

    /** Greater than all before, of any shard. */
    long nextEpoch(Instant now) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        return lastEpoch.updateAndGet(last -> Math.max(last + 1, micros));
    }

    void heard(long epoch) {
        lastEpoch.accumulateAndGet(epoch, Math::max);
    }

    void attributeBytes(int shard, long bytes) {
        attributeBytes.setRelease(shard, bytes);
    }

    /** What the others leave a shard for its attributes; it may be some messages old. */
    long attributeRoom(int shard) {
        long room = settings.bounds().attributeBytes();
        for (int other = 0; other < attributeBytes.length(); other++) {
            if (other != shard) {
                room -= attributeBytes.getAcquire(other);
            }
        }
        return Math.max(0, room);
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** The sink has failed: nobody says any more. */
    synchronized void fail(RuntimeException first) {
        if (failure == null) {
            failure = first;
        }
    }
}
