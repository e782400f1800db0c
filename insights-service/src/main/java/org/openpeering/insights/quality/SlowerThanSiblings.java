/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Facts.Site;

/**
 * Packets take longer than those to other prefixes of the same partner that enter at the same metro: by more than 20 ms and 1.3
 * times, for 15 minutes. Where every other site sees that, too, it is the target.
 */
record SlowerThanSiblings() implements QualityRule {
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(15), 10, Duration.ofMinutes(30), true);

    @Override
    public String name() {
        return "slower-than-siblings/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Entry entry = facts.entry();
        Site site = facts.atEntry();
        Siblings.Usual usual = entry == null || site == null || !site.lately() ? null : usual(facts, entry, site);
        if (entry == null || site == null || usual == null) {
            return List.of();
        }
        if (LatencyDegradation.calm(site.median(), usual.median())) {
            return List.of(Verdict.calm(""));
        }
        boolean above = LatencyDegradation.above(site.median(), usual.median());
        if (!above || target(facts, entry, site, site.median() - usual.median())) {
            return List.of(Verdict.neither(""));
        }
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                site.median(),
                "Packets between " + entry.metro() + " and " + facts.prefix() + " take " + Verdict.ms(site.median())
                        + ", those of its siblings " + Verdict.ms(usual.median()),
                List.of(
                        new Evidence(
                                "The median of the last " + Facts.NOW + " minutes is " + Verdict.ms(site.median())
                                        + ", of " + site.samples() + " samples.",
                                site.source(),
                                40),
                        new Evidence(
                                "The median of " + usual.prefixes() + " other prefixes of AS" + entry.partner()
                                        + " that enter at " + entry.metro() + " is " + Verdict.ms(usual.median())
                                        + ".",
                                "siblings",
                                30),
                        Verdict.bound("more than " + Verdict.ms(LatencyDegradation.EXCESS) + " and "
                                + LatencyDegradation.FACTOR + " times that of the siblings, for "
                                + TERMS.hold().toMinutes() + " minutes."),
                        Verdict.alternative("the way of its siblings takes " + Verdict.ms(usual.median()) + "."),
                        Verdict.saving(site.median() - usual.median())),
                List.of(site.key().toString())));
    }

    private static Siblings.@Nullable Usual usual(Facts facts, Entry entry, Site site) {
        return facts.siblings().of(entry.partner(), entry.metro(), site.key(), facts.prefix());
    }

    /** Whether all other sites that can tell see it likewise. */
    private static boolean target(Facts facts, Entry entry, Site site, double excess) {
        Map<Boolean, List<Site>> others = facts.sites().stream()
                .filter(other -> !other.key().equals(site.key()) && other.lately())
                .filter(other -> usual(facts, entry, other) != null)
                .collect(java.util.stream.Collectors.partitioningBy(other -> {
                    Siblings.Usual usual = usual(facts, entry, other);
                    return usual != null && other.median() - usual.median() >= excess / 2;
                }));
        return !others.getOrDefault(true, List.of()).isEmpty()
                && others.getOrDefault(false, List.of()).isEmpty();
    }

    @Override
    public String calmed() {
        return "It has been near what its siblings take for " + TERMS.rest().toMinutes() + " minutes.";
    }
}
