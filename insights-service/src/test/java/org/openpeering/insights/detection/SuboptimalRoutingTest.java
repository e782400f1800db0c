/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventType.PREFIX_GEOLOCATION_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Story.Peer;

class SuboptimalRoutingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static List<String> rules(List<RoutingEvent> events) {
        return events.stream()
                .filter(event -> event.status() == Status.OPEN)
                .map(RoutingEvent::rule)
                .distinct()
                .toList();
    }

    private static String evidence(RoutingEvent event, String source) {
        return event.evidence().stream()
                .filter(item -> item.source().equals(source))
                .map(Evidence::what)
                .findFirst()
                .orElse("");
    }

    // 1. RTT inflation

    @Test
    void timesManyTimesWhatTheDistanceNeedsAreToldWithWhatAnOrdinaryWayTakes() {
        Surveyed way = Surveyed.inSeattle()
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 30)
                .measure(Duration.ofHours(7));

        RoutingEvent event = way.news().getFirst();
        assertThat(event.rule()).isEqualTo("rtt-inflation/1");
        assertThat(event.level()).isEqualTo(EventLevel.WARNING);
        assertThat(event.summary())
                .isEqualTo("Packets between Seattle and 203.0.113.0/24 take 27.0 ms at least, 13.5 times what the"
                        + " distance needs.");
        assertThat(evidence(event, "alternative"))
                .isEqualTo("Best alternative: an ordinary way of that distance takes 4.2 ms.");
        assertThat(evidence(event, "saving")).isEqualTo("22.8 ms would be saved.");
    }

    @Test
    void fourTimesAndFortyMillisecondsAreCritical() {
        Surveyed way = Surveyed.inSeattle()
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 60)
                .measure(Duration.ofHours(7));
        assertThat(way.news().getFirst().level()).isEqualTo(EventLevel.CRITICAL);
    }

    @Test
    void twiceWhatTheDistanceNeedsIsOrdinary() {
        // Frankfurt is 8,100 km away: light needs 81 ms.
        Surveyed way = Surveyed.entering("Frankfurt").announce(Surveyed.FAR, Surveyed.PATH);
        way.open = List.of("Frankfurt");
        assertThat(way.site("Frankfurt", 185).measure(Duration.ofHours(8)).news())
                .isEmpty();
    }

    @Test
    void anInflationEndsHalfAnHourAfterTheLeastTimeIsOrdinary() {
        Surveyed way = Surveyed.inSeattle()
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 30)
                .measure(Duration.ofHours(7))
                .site("Seattle", 4)
                .measure(Duration.ofMinutes(40));
        assertThat(way.news().getLast().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void beforeSixHoursTheLeastTimeIsNotKnown() {
        Surveyed way =
                Surveyed.inSeattle().announce(Surveyed.PRIMARY, Surveyed.PATH).site("Seattle", 30);
        assertThat(way.measure(Duration.ofHours(4)).news()).isEmpty();
    }

    @Test
    void theServiceLocationCountsWhereTheOwnerSaysNothing() {
        Surveyed way = new Surveyed()
                .declare(
                        RoutingPolicy.NONE,
                        "Washington",
                        List.of(new Asn(64500)),
                        Surveyed.PRIMARY.required("Seattle", SessionRole.PRIMARY))
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 30)
                .measure(Duration.ofHours(7));
        assertThat(evidence(way.news().getFirst(), "peering service location:Washington"))
                .isNotEmpty();
    }

    // 2. Far entry, and siblings

    @Test
    void trafficThatEntersFarFromANearerSessionOfThePartnerIsTold() {
        Surveyed way = Surveyed.entering("Ashburn").announce(Surveyed.FAR, Surveyed.PATH);
        assertThat(way.wait(Duration.ofMinutes(14)).news()).isEmpty();

        RoutingEvent event = way.wait(Duration.ofMinutes(2)).news().getFirst();

        assertThat(event.rule()).isEqualTo("far-entry/1");
        assertThat(evidence(event, "alternative"))
                .startsWith("Best alternative: the partner has a session that is up at Seattle, 0 km");
        assertThat(evidence(event, "saving")).contains("by the distance alone");
    }

    @Test
    void itEndsHalfAnHourAfterTheNearerSessionIsGone() {
        Surveyed way = Surveyed.entering("Ashburn")
                .announce(Surveyed.FAR, Surveyed.PATH)
                .wait(Duration.ofMinutes(20));
        way.open = List.of("Ashburn");
        way.news();

        assertThat(way.review().wait(Duration.ofMinutes(29)).news()).isEmpty();
        assertThat(way.wait(Duration.ofMinutes(2)).news().getFirst().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void whereBothEdgesMeasureAndTheNearerIsNoFasterNothingIsSaid() {
        Surveyed way = Surveyed.entering("Ashburn").announce(Surveyed.FAR, Surveyed.PATH);
        way.site("Ashburn", 62).site("Seattle", 61).measure(Duration.ofHours(2));
        assertThat(rules(way.news())).doesNotContain("far-entry/1");
    }

    @Test
    void whereBothEdgesMeasureTheMeasuredTimeIsWhatIsSaved() {
        Surveyed way = Surveyed.entering("Ashburn").announce(Surveyed.FAR, Surveyed.PATH);
        way.site("Ashburn", 62).site("Seattle", 5).measure(Duration.ofMinutes(20));
        RoutingEvent event = way.news().getFirst();
        assertThat(event.rule()).isEqualTo("far-entry/1");
        assertThat(evidence(event, "saving")).isEqualTo("57.0 ms would be saved.");
    }

    @Test
    void aPrefixThatIsSlowerThanItsSiblingsIsTold() {
        Surveyed way =
                Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH).site("Seattle", 50);
        way.siblings = 12.0;
        RoutingEvent event = way.measure(Duration.ofMinutes(20)).news().getFirst();
        assertThat(event.rule()).isEqualTo("slower-than-siblings/1");
        assertThat(evidence(event, "siblings"))
                .isEqualTo("The median of 5 other prefixes of AS64496 that enter at Seattle is 12.0 ms.");

        way.site("Seattle", 15).measure(Duration.ofMinutes(40));
        assertThat(way.news().getLast().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void aTargetThatIsSlowFromEverywhereIsNoSlowerWay() {
        Surveyed way = Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH);
        way.siblings = 12.0;
        way.site("Seattle", 50).site("Ashburn", 90);
        assertThat(way.measure(Duration.ofHours(1)).news()).isEmpty();
    }

    // 3. AS-path stretch

    @Test
    void aPathLongerThanUsualByTwoIsToldAfterTenMinutes() {
        Surveyed way =
                Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH).wait(Duration.ofDays(3));
        way.announce(Surveyed.PRIMARY, "64496 64510 64511 64500");
        assertThat(way.wait(Duration.ofMinutes(9)).news()).isEmpty();

        RoutingEvent event = way.wait(Duration.ofMinutes(2)).news().getFirst();

        assertThat(event.rule()).isEqualTo("path-stretch/1");
        assertThat(event.summary()).isEqualTo("The path to 203.0.113.0/24 is 4 networks long, where 2 is usual.");
        way.announce(Surveyed.PRIMARY, Surveyed.PATH);
        assertThat(way.wait(Duration.ofMinutes(31)).news().getLast().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void prependingByThePartnerMakesNoPathLonger() {
        Surveyed way =
                Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH).wait(Duration.ofDays(3));
        way.announce(Surveyed.PRIMARY, "64496 64496 64496 64496 64500");
        assertThat(way.wait(Duration.ofHours(2)).news()).isEmpty();
    }

    @Test
    void aPathThatIsLongerAndNotSlowerIsNoEvent() {
        Surveyed way = Surveyed.somewhere()
                .announce(Surveyed.PRIMARY, Surveyed.PATH)
                .site("Seattle", 20)
                .week();
        way.announce(Surveyed.PRIMARY, "64496 64510 64511 64500");
        assertThat(way.measure(Duration.ofHours(2)).news()).isEmpty();
    }

    @Test
    void whatIsUsualIsNotKnownBeforeADay() {
        Surveyed way =
                Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH).wait(Duration.ofHours(20));
        way.announce(Surveyed.PRIMARY, "64496 64510 64511 64500");
        assertThat(way.wait(Duration.ofHours(1)).news()).isEmpty();
    }

    @Test
    void whatIsLongerForMostOfFourWeeksHasBecomeUsual() {
        Surveyed way =
                Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH).wait(Duration.ofDays(3));
        way.announce(Surveyed.PRIMARY, "64496 64510 64511 64500")
                .wait(Duration.ofDays(5))
                .review();
        way.wait(Duration.ofMinutes(31));
        assertThat(way.open(PREFIX_SUBOPTIMAL_ROUTING_EVENT)).isEmpty();
    }

    @Test
    void aPrefixOfThePartnerItselfIsDirect() {
        Surveyed way = new Surveyed()
                .declare(
                        RoutingPolicy.NONE,
                        null,
                        List.of(new Asn(64496)),
                        Surveyed.PRIMARY.required("Seattle", SessionRole.PRIMARY))
                .announce(Surveyed.PRIMARY, "64496 64510 64496");
        RoutingEvent event = way.wait(Duration.ofMinutes(11)).news().getFirst();
        assertThat(event.summary()).contains("where 1 is right for what the partner originates");
    }

    @Test
    void trafficAroundThePartnerIsTold() {
        Peer transit = Story.TRANSIT;
        Surveyed way = Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH);
        way.announce(transit, "64498 64500").wait(Duration.ofHours(1));
        assertThat(rules(way.news())).doesNotContain("partner-not-in-path/1");

        way.withdraw(Surveyed.PRIMARY).wait(Duration.ofMinutes(11));

        assertThat(rules(way.news())).containsExactly("partner-not-in-path/1");
        way.announce(Surveyed.PRIMARY, Surveyed.PATH).wait(Duration.ofMinutes(31));
        assertThat(way.news().getLast().status()).isEqualTo(Status.ENDED);
    }

    @Test
    void aPartOfThePrefixByAnotherNeighbourTakesTheTrafficOfThePrimaryRoute() {
        Surveyed way = Surveyed.somewhere().announce(Surveyed.PRIMARY, Surveyed.PATH);
        way.announce(Story.TRANSIT, IpPrefix.parse("203.0.113.128/25"), "64498 64500");
        RoutingEvent event = way.wait(Duration.ofMinutes(11)).news().getFirst();
        assertThat(event.rule()).isEqualTo("primary-unused/1");
        assertThat(event.confidence()).isEqualTo(90);
    }

    @Test
    void aShorterPathElsewhereIsUsuallyPreferred() {
        Surveyed way = Surveyed.somewhere().announce(Surveyed.PRIMARY, "64496 64510 64500");
        way.announce(Story.TRANSIT, "64500");
        assertThat(way.wait(Duration.ofMinutes(11)).news().getFirst().confidence())
                .isEqualTo(60);
    }

    // 4. Detour

    @Test
    void trafficThatEntersOnAnotherContinentIsCriticalAndNoFarEntryBeside() {
        Surveyed way = Surveyed.entering("Frankfurt").announce(Surveyed.FAR, Surveyed.PATH);
        List<RoutingEvent> told = way.wait(Duration.ofMinutes(20)).news();
        assertThat(rules(told)).containsExactly("detour/1");
        assertThat(told.getFirst().level()).isEqualTo(EventLevel.CRITICAL);
        assertThat(told.getFirst().summary())
                .isEqualTo("Traffic of 203.0.113.0/24, which is in North America, enters in Europe, at Frankfurt.");
    }

    @Test
    void withoutASessionAtHomeItIsNoDetour() {
        Surveyed way = Surveyed.entering("Frankfurt");
        way.open = List.of("Frankfurt");
        assertThat(way.announce(Surveyed.FAR, Surveyed.PATH)
                        .wait(Duration.ofHours(2))
                        .news())
                .isEmpty();
    }

    // 5. Instability

    @Test
    void aRouteThatFlapsIsNoneToRelyOn() {
        Surveyed way = Surveyed.somewhere();
        for (int i = 0; i < 12; i++) {
            way.announce(Surveyed.PRIMARY, i % 2 == 0 ? Surveyed.PATH : "64496 64510 64500")
                    .wait(MINUTE);
        }
        assertThat(rules(way.news())).containsExactly("instability/1");
        assertThat(way.wait(Duration.ofMinutes(31)).news().getLast().status()).isEqualTo(Status.ENDED);
    }

    // Geolocation

    @Test
    void aPlaceThatPhysicsContradictsIsWrongAndNothingIsConcludedFromIt() {
        Surveyed way = Surveyed.entering("Ashburn").announce(Surveyed.FAR, Surveyed.PATH);
        way.site("Ashburn", 3).measure(Duration.ofHours(1));

        List<RoutingEvent> told = way.news();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().type()).isEqualTo(PREFIX_GEOLOCATION_EVENT);
        assertThat(told.getFirst().level()).isEqualTo(EventLevel.INFORMATION);

        way.declare(
                RoutingPolicy.NONE.at(new GeoPosition(39, -77.5, 10)),
                Surveyed.FAR.required("Ashburn", SessionRole.PRIMARY));
        way.measure(Duration.ofMinutes(40));
        assertThat(way.open(PREFIX_GEOLOCATION_EVENT)).isEmpty();
    }

    @Test
    void whatVantagesTellChangesNothingOfTheWay() {
        Surveyed way = Surveyed.inSeattle().announce(Surveyed.PRIMARY, Surveyed.PATH);
        PrefixState before = way.state;
        way.announce(new Peer("ris/rrc00", "192.0.2.99", 64499), "64499 64510 64511 64500");
        assertThat(way.state.memory().standing()).isSameAs(before.memory().standing());
    }
}
