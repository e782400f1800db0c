/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Facts.Site;

/**
 * The best primary path is longer than it should be, prepending left out: longer than one network for a prefix that the partner
 * itself originates, longer by more than one than what was usual in 28 days for others; for 10 minutes. Where packets are known to take no longer than usual,
 * nothing is said.
 */
record PathStretch() implements QualityRule {
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(10), 1, Duration.ofMinutes(30), false);

    @Override
    public String name() {
        return "path-stretch/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Entry entry = facts.entry();
        if (entry == null) {
            return List.of(Verdict.calm(""));
        }
        int length = facts.lengths().length();
        int usual = entry.direct() ? 1 : facts.lengths().usual(facts.at());
        int most = entry.direct() ? 1 : usual + 1;
        if (usual == 0 || length <= usual || facts.asFast()) {
            return List.of(Verdict.calm(""));
        }
        if (length <= most) {
            return List.of(Verdict.neither(""));
        }
        Site site = facts.atEntry();
        double rise = site == null ? Double.NaN : site.rise();
        String networks = Prose.count(length, "network");
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                length,
                "The path to " + facts.prefix() + " is " + networks + " long, where " + usual
                        + (entry.direct() ? " is right for what the partner originates" : " is usual"),
                List.of(
                        new Evidence(
                                "AS path " + entry.path() + ", " + networks + " without prepending.",
                                "bmp:" + entry.session(),
                                50),
                        Verdict.bound(
                                entry.direct()
                                        ? "more than 1 network, for "
                                                + TERMS.hold().toMinutes() + " minutes: AS" + entry.partner()
                                                + " is to originate it."
                                        : "more than 1 above the " + usual + " that it had for longest in "
                                                + PathLengths.DAYS + " days, for "
                                                + TERMS.hold().toMinutes() + " minutes."),
                        Verdict.alternative("a path of " + Prose.count(usual, "network") + ", as "
                                + (entry.direct() ? "the registration says." : "before.")),
                        measured(site, rise),
                        Double.isNaN(rise) ? Verdict.unmeasured() : Verdict.saving(rise)),
                List.of(entry.session())));
    }

    private static Evidence measured(@org.jspecify.annotations.Nullable Site site, double rise) {
        return site == null || Double.isNaN(rise)
                ? new Evidence("Whether packets take longer is not known.", "measured", 10)
                : new Evidence(
                        "Packets take " + Verdict.ms(site.median()) + ", where " + Verdict.ms(site.usual())
                                + " are usual at this hour.",
                        site.source(),
                        40);
    }

    @Override
    public String calmed() {
        return "The path is as long as it should be, or packets take no longer than usual.";
    }
}
