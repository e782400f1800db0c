/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.origin.RpkiGuard.Hold;
import org.openpeering.insights.origin.RpkiGuard.Weight;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.VrpTable;

/**
 * What of the RPKI is in force. New data takes the place of the old, or is held back ({@link RpkiGuard}): the old stays in force
 * then and grows old, and whatever comes is held to it, until something comes that does no harm. Who starts anew
 * takes what there is. VRPs end by themselves; where as much ends at once as would be held, and what is too old, nothing is known until there
 * is newer data. One caller at a time.
 */
final class RpkiStand {
    /** What ends in a while is looked for that often: of all VRPs some always do. */
    private static final Duration LOOK_AHEAD = Duration.ofSeconds(30);

    private final RpkiGuard guard;
    private final Duration staleAfter;
    private final Duration endsWithin;
    private final Supplier<? extends Collection<MonitoredPrefix>> monitored;
    private final Consumer<String> alarm;
    private @Nullable Dataset<RpkiData> current;
    private volatile @Nullable Hold hold;
    private volatile RpkiView view = RpkiView.UNKNOWN;
    private Instant lookedAhead = Instant.MIN;

    /**
     * @param staleAfter how long data may be used after its source has confirmed it
     * @param endsWithin a VRP that is in force no longer than this ends soon
     * @param monitored all prefixes that are, as declared
     * @param alarm gets a sentence when data is held back, or believed no more
     */
    RpkiStand(
            RpkiGuard guard,
            Duration staleAfter,
            Duration endsWithin,
            Supplier<? extends Collection<MonitoredPrefix>> monitored,
            Consumer<String> alarm) {
        this.guard = guard;
        this.staleAfter = staleAfter;
        this.endsWithin = endsWithin;
        this.monitored = monitored;
        this.alarm = alarm;
    }

    RpkiView view() {
        return view;
    }

    @Nullable
    Hold hold() {
        return hold;
    }

    /** A complete state of the data has come. */
    void arrived(Dataset<RpkiData> data, Instant now) {
        if (current != null) {
            Weight weight = guard.weigh(view, data.value().inForce(now), monitored.get());
            if (weight.held()) {
                hold(data, weight, now);
                return;
            }
        }
        accept(data, now);
    }

    private void hold(Dataset<RpkiData> data, Weight weight, Instant now) {
        Hold before = hold;
        hold = new Hold(before == null ? now : before.since(), data.source(), data.version(), weight);
        if (before == null) {
            alarm.accept(
                    "RPKI data %s of %s is held back: %s; mend the source, or start insights-service anew to take it over"
                            .formatted(data.version(), data.source(), weight));
        }
    }

    private void accept(Dataset<RpkiData> data, Instant now) {
        current = data;
        hold = null;
        show(data, now, true);
    }

    /** What time has done. */
    void advance(Instant now) {
        Dataset<RpkiData> data = current;
        if (data == null) {
            return;
        }
        if (data.stale(now, staleAfter)) {
            if (view.known()) {
                view = view.outdated();
            }
            return;
        }
        RpkiData left = data.value().inForce(now);
        if (left.vrps().size() < view.vrps().size()) {
            Weight weight = guard.weigh(view, left, monitored.get());
            if (weight.held()) {
                alarm.accept(
                        "so much of RPKI data %s of %s ends at once that nothing is concluded from it until there is"
                                        .formatted(data.version(), data.source())
                                + " newer data: " + weight);
                current = data.until(now.minusMillis(1));
                view = view.outdated();
                return;
            }
        }
        current = data.with(left);
        show(data.with(left), now, !now.isBefore(lookedAhead.plus(LOOK_AHEAD)));
    }

    @SuppressWarnings("ReferenceEquality") // Tables are the same where nothing has ended.
    private void show(Dataset<RpkiData> data, Instant now, boolean ahead) {
        if (data.stale(now, staleAfter)) {
            view = new RpkiView(
                    false,
                    data.value().vrps(),
                    data.value().vrps(),
                    data.value().aspas());
            return;
        }
        RpkiData is = data.value().inForce(now);
        VrpTable soon = view.soon();
        if (ahead) {
            soon = is.vrps().inForce(now.plus(endsWithin));
            lookedAhead = now;
        }
        boolean same = view.known() && view.vrps() == is.vrps() && view.aspas() == is.aspas();
        if (!same || soon.size() != view.soon().size()) {
            view = new RpkiView(true, is.vrps(), soon, is.aspas());
        }
    }
}
