/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;

/**
 * What this instance has counted of all sessions and of all monitored prefixes; there from the start, at zero. Neither sessions nor
 * prefixes are labels: of each by itself the statistics tell.
 */
public final class ActivityMeters {
    private final Map<Kind, OfKind> kinds = new EnumMap<>(Kind.class);

    public ActivityMeters(MeterRegistry meters) {
        for (Kind kind : Kind.values()) {
            kinds.put(
                    kind,
                    new OfKind(
                            counter(meters, kind, "update"),
                            counter(meters, kind, "announcement"),
                            counter(meters, kind, "withdrawal"),
                            counter(meters, kind, "path_change"),
                            counter(meters, kind, "prepended")));
        }
    }

    private record OfKind(
            Counter updates, Counter announcements, Counter withdrawals, Counter pathChanges, Counter prepended) {}

    private static Counter counter(MeterRegistry meters, Kind kind, String what) {
        return Counter.builder("openpeering.route.activity")
                .description(
                        "What was counted of sessions and of monitored prefixes, once for each of these that it is of")
                .tag("of", kind.wire().toLowerCase(Locale.ROOT))
                .tag("what", what)
                .register(meters);
    }

    /** Of a minute that was told before there is only that much more. */
    public void count(MinuteCounter.Told told) {
        RouteActivity now = told.now();
        RouteActivity before = told.before();
        OfKind meter = Objects.requireNonNull(kinds.get(now.kind()));
        meter.updates().increment((double) (now.updates() - (before == null ? 0 : before.updates())));
        meter.announcements().increment((double) (now.announcements() - (before == null ? 0 : before.announcements())));
        meter.withdrawals().increment((double) (now.withdrawals() - (before == null ? 0 : before.withdrawals())));
        meter.pathChanges().increment((double) (now.pathChanges() - (before == null ? 0 : before.pathChanges())));
        meter.prepended().increment((double) (now.prepended() - (before == null ? 0 : before.prepended())));
    }
}
