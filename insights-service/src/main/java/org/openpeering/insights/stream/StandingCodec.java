/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openpeering.insights.quality.Hours;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.insights.quality.Measured;
import org.openpeering.insights.quality.PathLengths;
import org.openpeering.insights.quality.Recent;
import org.openpeering.insights.quality.Series;
import org.openpeering.insights.quality.Standing;
import org.openpeering.insights.quality.Watch;
import org.openpeering.insights.stream.Binary.Reader;
import org.openpeering.insights.stream.Binary.Writer;

/** The bytes of what is kept to judge how good a way is, as {@link StateCodec} writes all else. */
final class StandingCodec {
    private StandingCodec() {}

    /** All but the series, which have records of their own. */
    static byte[] standing(Standing standing) {
        return StateCodec.bytes(standing, (to, value) -> {
            lengths(to, value.lengths());
            to.list(value.measured().waiting(), StandingCodec::window);
            to.optional(value.measured().since(), to::instant);
            to.list(List.copyOf(value.watches().entrySet()), (each, watch) -> {
                each.text(watch.getKey());
                watch(each, watch.getValue());
            });
        });
    }

    static Standing standing(byte[] bytes) {
        return StateCodec.read(bytes, from -> {
            PathLengths lengths = lengths(from);
            Measured measured = new Measured(
                    Measured.NOTHING.series(), from.list(StandingCodec::window), from.<Instant>optional(from::instant));
            TreeMap<String, Watch> watches = new TreeMap<>();
            from.list(each -> Map.entry(each.text(), watch(each)))
                    .forEach(each -> watches.put(each.getKey(), each.getValue()));
            return new Standing(lengths, measured, watches);
        });
    }

    /** Without its hours. */
    static byte[] series(Series series) {
        return StateCodec.bytes(series, (to, value) -> {
            to.signed(value.recent().last());
            to.cells(value.recent().medians());
            to.cells(value.recent().counts());
            to.list(List.copyOf(value.agents().entrySet()), (each, agent) -> {
                each.text(agent.getKey());
                each.signed(agent.getValue());
            });
            to.signed(value.moved());
        });
    }

    static Series series(byte[] bytes) {
        return StateCodec.read(bytes, from -> {
            Recent recent = new Recent(from.signed(), from.cells(Recent.MINUTES), from.cells(Recent.MINUTES));
            TreeMap<String, Long> agents = new TreeMap<>();
            from.list(each -> Map.entry(each.text(), each.signed()))
                    .forEach(each -> agents.put(each.getKey(), each.getValue()));
            return new Series(recent, Series.NOTHING.hours(), agents, from.signed());
        });
    }

    static byte[] hours(Hours hours) {
        return StateCodec.bytes(hours, (to, value) -> {
            to.signed(value.last());
            to.cells(value.medians());
            to.cells(value.least());
            to.cells(value.counts());
        });
    }

    static Hours hours(byte[] bytes) {
        return StateCodec.read(
                bytes,
                from -> new Hours(
                        from.signed(), from.cells(Hours.HOURS), from.cells(Hours.DAY), from.cells(Hours.DAY)));
    }

    private static void lengths(Writer to, PathLengths lengths) {
        to.number(lengths.length());
        to.instant(lengths.since());
        to.number(lengths.spent().length);
        for (int each : lengths.spent()) {
            to.number(Integer.toUnsignedLong(each));
        }
    }

    private static PathLengths lengths(Reader from) {
        int length = (int) from.number();
        Instant since = from.instant();
        List<Long> spent = from.list(Reader::number);
        return new PathLengths(
                length, since, spent.stream().mapToInt(Long::intValue).toArray());
    }

    private static void window(Writer to, LatencyWindow window) {
        to.prefix(window.prefix());
        to.text(window.site());
        to.text(window.source());
        to.instant(window.minute());
        to.list(window.agents(), Writer::text);
        to.number(window.count());
        to.decimal(window.min());
        to.decimal(window.p50());
        to.decimal(window.p95());
        to.decimal(window.loss());
    }

    private static LatencyWindow window(Reader from) {
        return new LatencyWindow(
                from.prefix(),
                from.text(),
                from.text(),
                from.instant(),
                from.list(Reader::text),
                from.number(),
                from.decimal(),
                from.decimal(),
                from.decimal(),
                from.decimal());
    }

    private static void watch(Writer to, Watch watch) {
        to.optional(watch.over(), to::instant);
        to.number(watch.seen());
        to.number(watch.open() ? 1 : 0);
        to.optional(watch.calm(), to::instant);
        to.instant(watch.last());
        to.decimal(watch.told());
    }

    private static Watch watch(Reader from) {
        return new Watch(
                from.<Instant>optional(from::instant),
                (int) from.number(),
                from.number() == 1,
                from.<Instant>optional(from::instant),
                from.instant(),
                from.decimal());
    }
}
