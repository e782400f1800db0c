/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Facts.Site;

/**
 * Traffic enters far from where the prefix is, though the partner has a session that is up nearer to it: light alone needs
 * 10 ms more, for 15 minutes. Where both edges measure the prefix, and the nearer one is no faster, nothing is said.
 */
record FarEntry() implements QualityRule {
    static final double EXCESS = 10;
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ofMinutes(15), 1, Duration.ofMinutes(30), false);

    @Override
    public String name() {
        return "far-entry/1";
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    /**
     * Where traffic enters, and where it might.
     *
     * @param excess what light needs more
     * @param saved what measurements say of it; NaN: not both were measured
     */
    record Detoured(Entry entry, Edge edge, Edge nearest, GeoPosition place, double excess, double saved) {
        /** Measured where it is, else what light needs. */
        double saving() {
            return Double.isNaN(saved) ? excess : saved;
        }

        boolean slower() {
            return Double.isNaN(saved) || saved > EXCESS / 2;
        }

        List<Evidence> evidence(Facts facts, String bound) {
            List<Evidence> evidence = new ArrayList<>();
            evidence.add(new Evidence(
                    "The best primary route comes by " + edge.name() + ", " + km(edge) + " away: light needs "
                            + Verdict.ms(place.roundTrip(edge.position())) + ". " + "AS path " + entry.path() + ".",
                    "bmp:" + entry.session(),
                    50));
            evidence.add(new Evidence(
                    String.format(Locale.ROOT, "The prefix is known to be there to %.0f km.", place.accuracyKm()),
                    facts.placed(),
                    20));
            evidence.add(Verdict.bound(bound));
            evidence.add(Verdict.alternative("the partner has a session that is up at " + nearest.name() + ", "
                    + km(nearest) + " away: light needs " + Verdict.ms(place.roundTrip(nearest.position())) + "."));
            if (Double.isNaN(saved)) {
                evidence.add(new Evidence(
                        Verdict.ms(excess) + " would be saved, by the distance alone; not both edges measure it.",
                        Verdict.SAVING,
                        0));
            } else {
                evidence.add(new Evidence("Both edges measure the prefix: the nearer one is faster.", "measured", 25));
                evidence.add(Verdict.saving(saved));
            }
            return evidence;
        }

        private String km(Edge of) {
            return String.format(Locale.ROOT, "%.0f km", place.kilometresTo(of.position()));
        }
    }

    /** Null when something of it is not known, or traffic enters at the nearest edge. */
    static @Nullable Detoured detoured(Facts facts, List<Edge> open) {
        GeoPosition place = facts.place();
        Entry entry = facts.entry();
        Edge edge = entry == null ? null : entry.edge();
        Edge nearest = place == null ? null : Geography.nearest(place, open);
        if (place == null || entry == null || edge == null || nearest == null) {
            return null;
        }
        if (nearest.name().equalsIgnoreCase(edge.name())) {
            return null;
        }
        Site here = facts.site(edge.name());
        Site there = facts.site(nearest.name());
        double saved = here != null && there != null && here.lately() && there.lately()
                ? here.median() - there.median()
                : Double.NaN;
        double excess = place.roundTrip(edge.position()) - place.roundTrip(nearest.position());
        return new Detoured(entry, edge, nearest, place, excess, saved);
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Detoured far = detoured(facts, facts.open());
        if (Detour.over(facts) || far == null || far.excess() <= EXCESS / 2 || !far.slower()) {
            return List.of(Verdict.calm(""));
        }
        if (far.excess() <= EXCESS) {
            return List.of(Verdict.neither(""));
        }
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.WARNING,
                far.saving(),
                "Traffic of " + facts.prefix() + " enters at " + far.edge().name() + ", and not at "
                        + far.nearest().name() + ", which is nearer",
                far.evidence(
                        facts,
                        "light needs more than " + Verdict.ms(EXCESS) + " more than from the nearest edge, for "
                                + TERMS.hold().toMinutes() + " minutes."),
                List.of(far.entry().session())));
    }

    @Override
    public String calmed() {
        return "Traffic enters near enough, or no nearer session of the partner is up.";
    }
}
