/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.insights.quality.Facts.Site;

/**
 * The least time of a day is many times what light needs from where the traffic enters to where the prefix is:
 * {@code I = least / (RTT0 + 2 ms)}. Warning above 2.5 with an excess above 15 ms, critical above 4 and 40 ms; about 2.1 is
 * normal, and half way to that it is calm again.
 */
record RttInflation() implements QualityRule {
    static final double NORMAL = 2.1;
    static final double WARNING = 2.5;
    private static final double CRITICAL = 4;
    private static final double WARNING_EXCESS = 15;
    private static final double CRITICAL_EXCESS = 40;

    /** What equipment takes. */
    static final double EQUIPMENT = 2;

    /** Below that the least of a day is not known. */
    private static final int HOURS = 6;

    private static final int SAMPLES = 100;
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ZERO, 1, Duration.ofMinutes(30), true);

    @Override
    public String name() {
        return "rtt-inflation/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        GeoPosition place = facts.place();
        Site site = facts.atEntry();
        Edge edge = facts.entry() == null ? null : facts.entry().edge();
        if (place == null) {
            return List.of(Verdict.calm(""));
        }
        if (site == null || edge == null || site.hours() < HOURS || site.daily() < SAMPLES) {
            return List.of();
        }
        return List.of(judge(facts, place, site, edge));
    }

    private static Verdict judge(Facts facts, GeoPosition place, Site site, Edge edge) {
        double light = place.roundTrip(edge.position());
        double least = light + EQUIPMENT;
        double inflation = site.least() / least;
        double excess = site.least() - least;
        if (inflation <= (NORMAL + WARNING) / 2 || excess <= WARNING_EXCESS / 2) {
            return Verdict.calm("");
        }
        if (inflation <= WARNING || excess <= WARNING_EXCESS) {
            return Verdict.neither("");
        }
        boolean critical = inflation > CRITICAL && excess > CRITICAL_EXCESS;
        String times = String.format(Locale.ROOT, "%.1f", inflation);
        return new Verdict(
                "",
                true,
                false,
                critical ? EventLevel.CRITICAL : EventLevel.WARNING,
                site.least(),
                "Packets between " + edge.name() + " and " + facts.prefix() + " take " + Verdict.ms(site.least())
                        + " at least, " + times + " times what the distance needs",
                List.of(
                        new Evidence(
                                "The least within 24 hours is " + Verdict.ms(site.least()) + ", of " + site.daily()
                                        + " samples.",
                                site.source(),
                                60),
                        new Evidence(
                                String.format(
                                        Locale.ROOT,
                                        "It is %.0f km away, known to %.0f km: light needs %s, and equipment %s.",
                                        place.kilometresTo(edge.position()),
                                        place.accuracyKm(),
                                        Verdict.ms(light),
                                        Verdict.ms(EQUIPMENT)),
                                facts.placed(),
                                30),
                        Verdict.bound("more than " + (critical ? CRITICAL : WARNING) + " times that and more than "
                                + Verdict.ms(critical ? CRITICAL_EXCESS : WARNING_EXCESS) + " above it; about "
                                + NORMAL + " times is normal."),
                        alternative(facts, site, least),
                        Verdict.saving(site.least() - best(facts, site, least))),
                List.of(site.key().toString()));
    }

    private static double best(Facts facts, Site site, double least) {
        Site other = faster(facts, site);
        return other == null ? NORMAL * least : Math.min(NORMAL * least, other.least());
    }

    /** Among where the partner's sessions are up. */
    private static @Nullable Site faster(Facts facts, Site site) {
        Site fastest = null;
        for (Site other : facts.sites()) {
            boolean open = facts.open().stream()
                    .anyMatch(edge -> edge.name().equalsIgnoreCase(other.key().site()));
            boolean faster = open && other.least() < (fastest == null ? site.least() : fastest.least());
            fastest = faster ? other : fastest;
        }
        return fastest;
    }

    private static Evidence alternative(Facts facts, Site site, double least) {
        Site other = faster(facts, site);
        return other == null || other.least() > NORMAL * least
                ? Verdict.alternative("an ordinary way of that distance takes " + Verdict.ms(NORMAL * least) + ".")
                : Verdict.alternative("by way of " + other.key().site() + " it takes " + Verdict.ms(other.least())
                        + " at least, as measured there.");
    }

    @Override
    public String calmed() {
        return "The least time is ordinary for the distance, or the distance is not known any more.";
    }
}
