/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.prefix.routingpolicy.RoutingPolicySpec.Window;

/**
 * Which maintenance windows can be said. Those that overlap are refused and not merged: each has a reason of its own, and of
 * merged ones nobody could say which reason holds when. What is over is refused, since it would do nothing. Pure.
 */
final class WindowRules {
    static final int MOST = 50;
    /** What lasts longer is no maintenance, and would hide for good. */
    static final Duration LONGEST = Duration.ofDays(31);

    private static final String WINDOWS = "properties.maintenanceWindows";

    private final Instant now;
    private final Violations violations;

    WindowRules(Instant now, Violations violations) {
        this.now = now;
        this.violations = violations;
    }

    /** @param place where it was written */
    private record Placed(String place, MaintenanceWindow window) {}

    /** By their beginning. */
    List<MaintenanceWindow> read(@Nullable List<@Nullable Window> all) {
        List<@Nullable Window> written = violations.bounded(WINDOWS, all, MOST);
        List<Placed> read = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String place = WINDOWS + "[" + i + "]";
            MaintenanceWindow window = window(place, written.get(i));
            if (window != null) {
                read.add(new Placed(place, window));
            }
        }
        read.sort(Comparator.comparing(placed -> placed.window().from()));
        refuseOverlaps(read);
        return read.stream().map(Placed::window).toList();
    }

    private @Nullable MaintenanceWindow window(String place, @Nullable Window written) {
        if (written == null) {
            violations.add(place, "is null; leave it out.");
            return null;
        }
        Instant from = violations.time(place + ".from", written.from());
        Instant until = violations.time(place + ".until", written.until());
        String reason = violations.reason(place + ".reason", written.reason());
        if (from == null || until == null) {
            return null;
        }
        if (!until.isAfter(from)) {
            violations.add(place + ".until", "is not after '" + place + ".from': the window ends before it begins.");
            return null;
        }
        refuseTimes(place, from, until);
        return new MaintenanceWindow(from, until, reason);
    }

    private void refuseTimes(String place, Instant from, Instant until) {
        if (!until.isAfter(now)) {
            violations.add(place + ".until", "is in the past: the window is over and does nothing; leave it out.");
        }
        if (from.isAfter(now.plus(PolicyRules.HORIZON))) {
            violations.add(
                    place + ".from", "is more than " + PolicyRules.HORIZON.toDays() + " days ahead; say it later.");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            violations.add(
                    place + ".until",
                    "is more than " + LONGEST.toDays() + " days after '" + place
                            + ".from'; what lasts longer is what 'upstreams', 'siblings' or 'announced' are for.");
        }
    }

    /** @param windows by their beginning */
    private void refuseOverlaps(List<Placed> windows) {
        Placed last = null;
        for (Placed next : windows) {
            if (last != null && next.window().from().isBefore(last.window().until())) {
                violations.add(
                        next.place() + ".from",
                        "is before the end of '" + last.place() + "': the windows overlap; make one of them.");
            }
            if (last == null || next.window().until().isAfter(last.window().until())) {
                last = next;
            }
        }
    }
}
