/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.quality.Facts.Site;

/**
 * The median of a site is above what is usual at this hour by more than 20 ms and a third (1.3 times), for 15 minutes. Where every
 * other site rises likewise it is the target that answers slowly, which is nothing of the way.
 */
record LatencyDegradation() implements QualityRule {
    static final double EXCESS = 20;
    static final double FACTOR = 1.3;
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(15), 10, Duration.ofMinutes(30), true);

    @Override
    public String name() {
        return "latency-degradation/1";
    }

    @Override
    public EventType type() {
        return EventType.PREFIX_LATENCY_DEGRADATION_EVENT;
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    /** Whether it is above another time by more than the bounds of the rule. */
    static boolean above(double median, double usual) {
        return median - usual > EXCESS && median > FACTOR * usual;
    }

    /** Whether it is above by half of it at most. */
    static boolean calm(double median, double usual) {
        return median - usual <= EXCESS / 2 || median <= (1 + (FACTOR - 1) / 2) * usual;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        List<Site> known = facts.sites().stream()
                .filter(site -> !Double.isNaN(site.rise()))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        for (Site site : known) {
            verdicts.add(judge(facts, site, known));
        }
        return verdicts;
    }

    private Verdict judge(Facts facts, Site site, List<Site> known) {
        String subject = site.key().site();
        if (calm(site.median(), site.usual())) {
            return Verdict.calm(subject);
        }
        boolean alike = known.size() > 1 && known.stream().allMatch(other -> other.rise() >= site.rise() / 2);
        if (alike || !above(site.median(), site.usual())) {
            return Verdict.neither(subject);
        }
        String words = "Packets between " + subject + " and " + facts.prefix() + " take " + Verdict.ms(site.median())
                + ", where " + Verdict.ms(site.usual()) + " are usual at this hour";
        return new Verdict(
                subject,
                true,
                false,
                type().level(),
                site.median(),
                words,
                List.of(
                        new Evidence(
                                "The median of the last " + Facts.NOW + " minutes is " + Verdict.ms(site.median())
                                        + ", of " + site.samples() + " samples.",
                                site.source(),
                                40),
                        new Evidence(
                                "At this hour it was " + Verdict.ms(site.usual()) + ", the median of " + site.days()
                                        + " of the last " + Hours.DAYS + " days.",
                                "baseline",
                                20),
                        others(known),
                        Verdict.bound("more than " + Verdict.ms(EXCESS) + " and " + FACTOR
                                + " times what is usual, for " + TERMS.hold().toMinutes() + " minutes."),
                        Verdict.alternative("the way that it went before takes " + Verdict.ms(site.usual()) + "."),
                        Verdict.saving(site.rise())),
                List.of(site.key().toString()));
    }

    private static Evidence others(List<Site> known) {
        int others = known.size() - 1;
        return others == 0
                ? new Evidence(
                        "No other site measures it: whether the target itself answers slowly is not known.", "sites", 0)
                : new Evidence(
                        Prose.count(others, "other site") + " " + Prose.agree(others, "measures", "measure")
                                + " it, and not all rise with this one: it is the way, not the target.",
                        "sites",
                        30);
    }

    @Override
    public String calmed() {
        return "It has been near what is usual for " + TERMS.rest().toMinutes() + " minutes.";
    }
}
