/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;

/**
 * What the rules look at.
 *
 * @param fresh whether a minute has just been taken in: what was measured is judged by the minute
 * @param place where the prefix is; null: it is not known, or measured times contradict it
 * @param placed by whom that is said, for people
 * @param entry where its traffic enters; null: no primary session carries it
 * @param open where sessions with its partner are up
 * @param lengths of the best primary path
 * @param flapping see {@code Course}
 */
public record Facts(
        Instant at,
        boolean fresh,
        IpPrefix prefix,
        @Nullable GeoPosition place,
        String placed,
        @Nullable Entry entry,
        List<Edge> open,
        Measured measured,
        PathLengths lengths,
        Ways ways,
        int flapping,
        Geography geography,
        Siblings siblings) {
    /**
     * Where the traffic of the best primary route enters.
     *
     * @param metro of the session
     * @param edge where that is; null: not known
     * @param path as people read it
     * @param direct whether the partner itself is to originate the prefix
     * @param session router and peer address
     */
    public record Entry(Asn partner, String metro, @Nullable Edge edge, String path, boolean direct, String session) {}

    /**
     * Other ways than the best primary route, on the network's own sessions.
     *
     * @param required whether any session carries the prefix that has to
     * @param around a way without the partner, for people; null: there is none
     * @param better why the best primary route is not used, for people; null: nothing says that
     * @param sure of that, 0 to 100
     */
    public record Ways(
            boolean required,
            @Nullable String around,
            @Nullable String better,
            int sure) {
        public static final Ways NONE = new Ways(false, null, null, 0);
    }

    /**
     * What is measured at a site, of now.
     *
     * @param median of the last five minutes
     * @param samples in these
     * @param usual at this hour; NaN: too little is known
     * @param least within 24 hours
     */
    record Site(
            SeriesKey key, double median, long samples, double usual, int days, double least, long daily, int hours) {
        boolean lately() {
            return samples >= ENOUGH;
        }

        /** How much longer it takes than usual; NaN when either is not known. */
        double rise() {
            return lately() ? median - usual : Double.NaN;
        }

        String source() {
            return "measured:" + key;
        }
    }

    /** Minutes whose median counts as now. */
    static final int NOW = 5;

    /** Samples in these below which nothing is said. */
    static final int ENOUGH = 10;

    /** Minutes: what came so late is still of now. */
    private static final long LATE = 15;

    /** What was measured within a day, by site and source. */
    public static List<PrefixLatency.Measured> summary(Measured measured, Instant at) {
        long minute = Measured.minute(at);
        return measured.series().entrySet().stream()
                .filter(each -> each.getValue().samples(minute) > 0)
                .map(each -> {
                    Series series = each.getValue();
                    boolean enough = series.recent().samples(minute, Recent.MINUTES) >= Hours.ENOUGH;
                    return new PrefixLatency.Measured(
                            each.getKey().site(),
                            each.getKey().source(),
                            enough ? series.recent().median(minute, Recent.MINUTES) : null,
                            series.least(minute),
                            series.samples(minute));
                })
                .toList();
    }

    /** Without a place that is contradicted. */
    Facts placeless() {
        return new Facts(
                at, fresh, prefix, null, placed, entry, open, measured, lengths, ways, flapping, geography, siblings);
    }

    Facts with(Measured other) {
        return new Facts(
                at, fresh, prefix, place, placed, entry, open, other, lengths, ways, flapping, geography, siblings);
    }

    /** The newest one with something, if that is of now. */
    long minute() {
        return Math.max(measured.minute(), Measured.minute(at) - LATE);
    }

    List<Site> sites() {
        long minute = minute();
        SortedMap<String, Map.Entry<SeriesKey, Series>> all = measured.sites(minute);
        return all.values().stream()
                .map(each -> site(each.getKey(), each.getValue(), minute))
                .toList();
    }

    @Nullable
    Site site(String metro) {
        long minute = minute();
        Map.Entry<SeriesKey, Series> found = measured.sites(minute).get(metro);
        return found == null ? null : site(found.getKey(), found.getValue(), minute);
    }

    private static Site site(SeriesKey key, Series series, long minute) {
        return new Site(
                key,
                series.recent().median(minute, NOW),
                series.recent().samples(minute, NOW),
                series.baseline(minute),
                series.days(minute),
                series.least(minute),
                series.samples(minute),
                series.measuredHours(minute));
    }

    /** What is measured where the traffic enters; null when nothing is. */
    @Nullable
    Site atEntry() {
        return entry == null ? null : site(entry.metro());
    }

    /** Whether it is known that packets take no longer than they used to: then a longer way is none to speak of. */
    boolean asFast() {
        Site site = atEntry();
        return site != null && site.lately() && site.rise() <= LatencyDegradation.EXCESS / 2;
    }
}
