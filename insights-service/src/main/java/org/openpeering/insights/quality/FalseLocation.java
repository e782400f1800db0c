/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.insights.quality.Facts.Site;

/**
 * Packets come back sooner than light could be where the prefix is said to be, its accuracy allowed for twice: what is said is
 * wrong. That is told of the data; rules that need the place are silent meanwhile.
 */
record FalseLocation() implements QualityRule {
    private static final int SAMPLES = 20;
    private static final Watch.Terms TERMS = new Watch.Terms(Duration.ZERO, 1, Duration.ofMinutes(30), true);

    @Override
    public String name() {
        return "false-location/1";
    }

    @Override
    public EventType type() {
        return EventType.PREFIX_GEOLOCATION_EVENT;
    }

    @Override
    public Watch.Terms terms() {
        return TERMS;
    }

    /** Where it was measured to be impossible; null when nowhere. */
    static @Nullable Site contradiction(Facts facts) {
        GeoPosition place = facts.place();
        if (place == null) {
            return null;
        }
        for (Site site : facts.sites()) {
            Edge edge = facts.geography().metro(site.key().site());
            boolean sooner = edge != null
                    && site.daily() >= SAMPLES
                    && site.least() < place.roundTrip(edge.position()) - place.doubt(edge.position());
            if (sooner) {
                return site;
            }
        }
        return null;
    }

    @Override
    public List<Verdict> judge(Facts facts) {
        Site site = contradiction(facts);
        GeoPosition place = facts.place();
        Edge edge = site == null ? null : facts.geography().metro(site.key().site());
        if (site == null || place == null || edge == null) {
            return List.of(Verdict.calm(""));
        }
        return List.of(new Verdict(
                "",
                true,
                false,
                EventLevel.INFORMATION,
                site.least(),
                facts.prefix() + " cannot be where it is said to be: packets from " + edge.name() + " come back in "
                        + Verdict.ms(site.least()),
                List.of(
                        new Evidence(
                                "The least within 24 hours is " + Verdict.ms(site.least()) + ", of " + site.daily()
                                        + " samples.",
                                site.source(),
                                70),
                        new Evidence(
                                String.format(
                                        Locale.ROOT,
                                        "It is said to be %.0f km away, to %.0f km: light needs %s at least.",
                                        place.kilometresTo(edge.position()),
                                        place.accuracyKm(),
                                        Verdict.ms(place.roundTrip(edge.position()))),
                                facts.placed(),
                                30),
                        Verdict.bound("what light needs, less the accuracy of the location."),
                        new Evidence(
                                "Nothing is concluded from the location meanwhile; say where the prefix is in its routing"
                                        + " policy.",
                                "geography",
                                0)),
                List.of(site.key().toString())));
    }

    @Override
    public String calmed() {
        return "Measured times and the location go together.";
    }
}
