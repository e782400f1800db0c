/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Facts.Site;

/** The best primary route flaps, as {@code PrefixFlappingEvent} tells: a way that changes all the time is none to rely on. */
record Instability() implements QualityRule {
    /** That it has rested for half an hour is part of what flapping is. */
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ZERO, 1, Duration.ZERO, false);

    @Override
    public String name() {
        return "instability/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Entry entry = facts.entry();
        if (facts.flapping() == 0) {
            return List.of(Verdict.calm(""));
        }
        Site site = facts.atEntry();
        double rise = site == null ? Double.NaN : site.rise();
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                facts.flapping(),
                "The way to " + facts.prefix() + " is not stable",
                List.of(
                        new Evidence("The best primary route has changed " + facts.flapping() + " times.", "bmp", 90),
                        Verdict.bound(
                                "more than ten changes within an hour, or there and back three times in 15 minutes."),
                        Verdict.alternative("a route that stays, on the primary session or on the backup one."),
                        Double.isNaN(rise) ? Verdict.unmeasured() : Verdict.saving(rise)),
                entry == null ? List.of() : List.of(entry.session())));
    }

    @Override
    public String calmed() {
        return "The best primary route has stayed for half an hour.";
    }
}
