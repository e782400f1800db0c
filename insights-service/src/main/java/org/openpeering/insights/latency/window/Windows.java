/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.Turn;
import org.openpeering.insights.latency.store.WindowKey;

/**
 * What was read of a partition since it was last written down. Whether a sample is late is said by its own times alone, so
 * reading it again says the same.
 */
final class Windows {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** What agents say where they have sent nothing. */
    private static final Set<String> UNMEASURED = Set.of("ProbeNotAvailable", "TargetForbidden");

    private static final int SERIES_KEPT = 100_000;

    private final Bounds bounds;
    private final Ids ids = new Ids();
    private final Map<SeriesKey, SeriesKey> series = new HashMap<>();
    private final Map<String, String> prefixes = new HashMap<>();
    private final Map<SeriesKey, Set<String>> agents = new HashMap<>();
    private Map<WindowKey, Measured> touched = new HashMap<>();
    private long written;
    private long next;

    /**
     * @param late how long after the end of its minute a sample may be taken
     * @param ahead how far the clock of who measures may be ahead
     * @param oldest of imports
     */
    record Bounds(Duration late, Duration ahead, Duration oldest) {}

    /** @param written the offset of the first sample that is not written down */
    Windows(Bounds bounds, long written) {
        this.bounds = bounds;
        this.written = written;
        this.next = written;
    }

    /** What was written down before is only remembered: what comes again is not counted again. */
    @Nullable
    Fate take(long offset, Sample sample) {
        if (offset < next) {
            if (offset < written) {
                ids.add(sample.id);
            }
            return null;
        }
        next = offset + 1;
        if (!ids.add(sample.id)) {
            return Fate.DUPLICATE;
        }
        long minute = Math.floorDiv(sample.measuredAt, MINUTE);
        long age = sample.receivedAt - sample.measuredAt;
        if (-age > bounds.ahead().toNanos()) {
            return Fate.FUTURE;
        }
        boolean late = sample.source == SampleSource.AGENT
                ? sample.receivedAt - (minute + 1) * MINUTE > bounds.late().toNanos()
                : age > bounds.oldest().toNanos();
        if (late) {
            return Fate.LATE;
        }
        if (sample.purpose == SamplePurpose.CONNECTION_MONITOR && sample.probe == ProbeKind.TRACEROUTE) {
            return Fate.PATH;
        }
        if (sample.rtts == 0 && sample.failure != null && UNMEASURED.contains(sample.failure)) {
            return Fate.UNMEASURED;
        }
        SeriesKey key = key(sample);
        if (key == null) {
            return Fate.UNREGISTERED;
        }
        touched.computeIfAbsent(new WindowKey(key, minute), _ -> new Measured())
                .add(sample.sent, Arrays.copyOf(sample.rttMicros, sample.rtts));
        if (sample.source == SampleSource.AGENT && !sample.agent.isEmpty()) {
            agents.computeIfAbsent(key, _ -> new TreeSet<>()).add(sample.agent);
        }
        return Fate.COUNTED;
    }

    /** One that can't be read; whether it is set aside now, and was not before. */
    boolean pass(long offset) {
        boolean now = offset >= next;
        next = Math.max(next, offset + 1);
        return now;
    }

    /** Equal keys are one object, since the same few come again and again. */
    private @Nullable SeriesKey key(Sample sample) {
        ProbeClass probe = ProbeClass.of(sample.probe);
        SeriesKey key;
        if (sample.purpose == SamplePurpose.CONNECTION_MONITOR || sample.purpose == SamplePurpose.CONNECTIVITY_PROBE) {
            if (sample.test == null) {
                return null;
            }
            key = SeriesKey.ofTest(sample.test, sample.site, sample.source, probe);
        } else {
            String shown = shown(sample.prefix);
            if (sample.prefix == null || shown == null) {
                return null;
            }
            key = new SeriesKey(SeriesKey.SeriesKind.PREFIX, sample.prefix, shown, sample.site, sample.source, probe);
        }
        if (series.size() >= SERIES_KEPT) {
            series.clear();
        }
        SeriesKey known = series.putIfAbsent(key, key);
        return known == null ? key : known;
    }

    private @Nullable String shown(@Nullable String prefix) {
        if (prefix == null) {
            return null;
        }
        if (prefixes.size() >= SERIES_KEPT) {
            prefixes.clear();
        }
        String shown = prefixes.computeIfAbsent(prefix, Windows::shownOf);
        return shown.isEmpty() ? null : shown;
    }

    private static String shownOf(String prefix) {
        try {
            return Selector.shown(IpPrefix.parse(prefix)).toString();
        } catch (MalformedValueException e) {
            return "";
        }
    }

    /** How much of it there is. */
    int size() {
        return touched.size();
    }

    /** Whether there is anything to be written down. */
    boolean moved() {
        return next > written;
    }

    /** What is to be written down now; nothing is taken until it is, and {@link #wasWritten} says so. */
    Turn turn(int part) {
        return new Turn(part, written, next, touched);
    }

    /** Who has measured what is to be written down. */
    Map<SeriesKey, Set<String>> agents() {
        return agents;
    }

    void wasWritten() {
        written = next;
        agents.clear();
        touched = new HashMap<>();
    }
}
