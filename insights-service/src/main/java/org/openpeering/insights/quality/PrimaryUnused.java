/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Facts.Site;

/**
 * The primary route is announced, and another one is used: a part of the prefix is announced by another neighbour, or a path of the prefix is
 * shorter elsewhere, prepending or not; for 10 minutes. Where packets are known to take no longer than usual, nothing is said.
 */
record PrimaryUnused() implements QualityRule {
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(10), 1, Duration.ofMinutes(30), false);

    @Override
    public String name() {
        return "primary-unused/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Entry entry = facts.entry();
        String better = facts.ways().better();
        if (entry == null || better == null || facts.asFast()) {
            return List.of(Verdict.calm(""));
        }
        Site site = facts.atEntry();
        double rise = site == null ? Double.NaN : site.rise();
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                1,
                "The primary route of " + facts.prefix() + " is announced at " + entry.metro() + " and not used",
                List.of(
                        new Evidence(better, "bmp", facts.ways().sure()),
                        Verdict.bound("the primary route is to be used, and has not been for "
                                + TERMS.hold().toMinutes() + " minutes."),
                        Verdict.alternative(
                                "the primary route at " + entry.metro() + ", AS path " + entry.path() + "."),
                        Double.isNaN(rise) ? Verdict.unmeasured() : Verdict.saving(rise)),
                List.of(entry.session())));
    }

    @Override
    public String calmed() {
        return "Nothing is preferred to the primary route any more, or packets take no longer than usual.";
    }
}
