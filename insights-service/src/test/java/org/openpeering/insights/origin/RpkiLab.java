/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.Validity;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.BlastRadius;
import org.openpeering.registry.rpki.RpkiData;
import org.openpeering.registry.rpki.VrpTable;

/** What {@link RpkiOrigins} does with data, without a source. */
public final class RpkiLab {
    private final RpkiStand stand;
    private final RpkiNews news = new RpkiNews();
    private final List<String> alarms = new ArrayList<>();

    public RpkiLab(Supplier<? extends Collection<MonitoredPrefix>> monitored) {
        stand = new RpkiStand(
                new RpkiGuard(new BlastRadius(3, 20, 5), 10),
                Duration.ofHours(2),
                Duration.ofHours(2),
                monitored,
                alarms::add);
    }

    public RpkiView view() {
        return stand.view();
    }

    public RpkiNews news() {
        return news;
    }

    public List<String> alarms() {
        return alarms;
    }

    public synchronized void arrived(Dataset<RpkiData> data, Instant now) {
        change(() -> stand.arrived(data, now));
    }

    public void arrived(VrpTable vrps, Instant now) {
        arrived(vrps, null, now);
    }

    public void arrived(VrpTable vrps, @Nullable AspaTable aspas, Instant now) {
        arrived(
                new Dataset<>(
                        new RpkiData(vrps, aspas), "test", "1", Validity.confirmed(now, now.plus(Duration.ofHours(2)))),
                now);
    }

    synchronized void advance(Instant now) {
        change(() -> stand.advance(now));
    }

    boolean holds() {
        return stand.hold() != null;
    }

    private void change(Runnable step) {
        RpkiView before = stand.view();
        step.run();
        news.changed(before, stand.view());
    }
}
