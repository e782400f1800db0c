/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.contract.insights.EventLevel.CRITICAL;
import static org.openpeering.contract.insights.EventLevel.ERROR;
import static org.openpeering.contract.insights.EventLevel.WARNING;
import static org.openpeering.contract.insights.EventType.PREFIX_FORGED_ORIGIN_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_ROUTE_LEAK_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_RPKI_INVALID_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_VISIBILITY_LOSS_EVENT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.relationship.Relationships;

/**
 * Each incident through the detectors, as a router's peers tell it and as vantages do: what the owners of the
 * prefixes are told, and that they are told nothing else above Information, whatever the owner answers and whichever
 * session is reset meanwhile.
 */
class IncidentTest {
    /** Of who hears it first. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    /** Of all. */
    private static final Duration CONVERGED = Duration.ofSeconds(50);

    /** What the owner of the victim is to be told. */
    private record Expected(
            String victim,
            EventType type,
            EventLevel level,
            String offending,
            long offender,
            Instant from,
            Instant until,
            Duration over) {
        Expected(
                String victim,
                EventType type,
                EventLevel level,
                String offending,
                long offender,
                String from,
                String until) {
            this(victim, type, level, offending, offender, Instant.parse(from), Instant.parse(until), CONVERGED);
        }

        boolean stranger() {
            return type == PREFIX_FORGED_ORIGIN_EVENT && level == WARNING;
        }

        boolean fits(RoutingEvent event) {
            return event.type() == type
                    && event.level() == level
                    && event.prefix().equals(IpPrefix.parse(victim))
                    && event.offendingPrefix().equals(IpPrefix.parse(offending))
                    && offender == offenderOf(event)
                    && within(event.firstSeen(), from, AT_ONCE);
        }
    }

    /** 0 for none. */
    private static long offenderOf(RoutingEvent event) {
        Asn upstream = event.seenUpstream();
        Asn offender = upstream == null ? event.seenOrigin() : upstream;
        return offender == null ? 0 : offender.value();
    }

    private static boolean within(Instant time, Instant from, Duration most) {
        return !time.isBefore(from) && !time.isAfter(from.plus(most));
    }

    private static Expected hijack(String victim, String part, long offender, String from, String until) {
        return new Expected(victim, PREFIX_SUB_PREFIX_HIJACK_EVENT, CRITICAL, part, offender, from, until);
    }

    private static Expected origin(String victim, long offender, String from, String until) {
        return new Expected(victim, PREFIX_ORIGIN_AS_CHANGE_EVENT, CRITICAL, victim, offender, from, until);
    }

    private static Expected leak(String victim, String leaked, long offender, String from, String until) {
        return new Expected(victim, PREFIX_ROUTE_LEAK_EVENT, CRITICAL, leaked, offender, from, until);
    }

    /** A network beside an upstream of the owner that was not there before. */
    private static Expected stranger(String victim, String announced, long offender, String from, String until) {
        return new Expected(victim, PREFIX_FORGED_ORIGIN_EVENT, WARNING, announced, offender, from, until);
    }

    private static Expected route53(String victim, String part) {
        return hijack(victim, part, 10297, "2018-04-24T11:05:41Z", "2018-04-24T12:55:00Z");
    }

    /** The customer that stands between two carriers, and the optimizer beside one of them. */
    private static Stream<Expected> verizon(String victim, String part) {
        String from = "2019-06-24T10:34:21Z";
        String until = "2019-06-24T12:37:00Z";
        return Stream.of(leak(victim, part, 396531, from, until));
    }

    private static List<Expected> expected(Incident incident) {
        return switch (incident) {
            case YOUTUBE_2008 ->
                List.of(hijack(
                        "208.65.152.0/22", "208.65.153.0/24", 17557, "2008-02-24T18:47:00Z", "2008-02-24T21:01:00Z"));
            case CHINA_TELECOM_2010 ->
                List.of(origin("157.166.224.0/20", 23724, "2010-04-08T15:50:00Z", "2010-04-08T16:08:00Z"));
            case ROUTE53_2018 ->
                List.of(
                        route53("205.251.192.0/23", "205.251.192.0/24"),
                        route53("205.251.192.0/23", "205.251.193.0/24"),
                        route53("205.251.194.0/23", "205.251.195.0/24"),
                        route53("205.251.196.0/23", "205.251.197.0/24"),
                        route53("205.251.198.0/23", "205.251.199.0/24"));
            case ROSTELECOM_2020 ->
                List.of(hijack(
                        "31.13.64.0/19", "31.13.69.0/24", 12389, "2020-04-01T19:28:00Z", "2020-04-01T20:28:00Z"));
            case KLAYSWAP_2022 ->
                List.of(
                        hijack(
                                "121.53.104.0/23",
                                "121.53.104.0/24",
                                9457,
                                "2022-02-03T01:04:18Z",
                                "2022-02-03T04:30:00Z"),
                        hijack(
                                "211.249.216.0/21",
                                "211.249.221.0/24",
                                9457,
                                "2022-02-03T01:04:18Z",
                                "2022-02-03T04:30:00Z"));
            // That AS262504 leaks nobody can tell who does not know of whom it buys.
            case RESOLVER_2024 ->
                List.of(
                        hijack("1.1.1.0/24", "1.1.1.1/32", 267613, "2024-06-27T18:51:00Z", "2024-06-27T20:08:00Z"),
                        stranger("1.1.1.0/24", "1.1.1.0/24", 262504, "2024-06-27T18:52:00Z", "2024-06-28T02:28:00Z"));
            // Without that knowledge the leaker is who stands beside the second carrier; AS21217 is beside an upstream
            // of KPN.
            case SAFE_HOST_2019 ->
                List.of(
                        leak("46.14.128.0/17", "46.14.128.0/17", 4134, "2019-06-06T09:44:00Z", "2019-06-06T11:45:00Z"),
                        stranger(
                                "46.145.0.0/16",
                                "46.145.0.0/16",
                                21217,
                                "2019-06-06T09:57:00Z",
                                "2019-06-06T11:45:00Z"));
            case VERIZON_2019 ->
                Stream.of(
                                verizon("104.20.0.0/20", "104.20.0.0/21"),
                                verizon("104.20.0.0/20", "104.20.8.0/21"),
                                verizon("52.84.32.0/21", "52.84.32.0/22"))
                        .flatMap(events -> events)
                        .toList();
            // Valid by RPKI; over when the owner's own announcement of the same draws everybody away.
            case CELER_2022 ->
                List.of(new Expected(
                        "44.224.0.0/11",
                        PREFIX_FORGED_ORIGIN_EVENT,
                        CRITICAL,
                        "44.235.216.0/24",
                        209243,
                        "2022-08-17T19:39:50Z",
                        "2022-08-17T23:07:00Z"));
            // The owner's own routes become invalid by ROAs of somebody else, and then many lose them.
            case ORANGE_2024 ->
                List.of(
                        new Expected(
                                "149.74.0.0/16",
                                PREFIX_RPKI_INVALID_EVENT,
                                ERROR,
                                "149.74.0.0/16",
                                12479,
                                "2024-01-03T14:11:00Z",
                                "2024-01-03T17:47:00Z"),
                        new Expected(
                                "149.74.0.0/16",
                                PREFIX_VISIBILITY_LOSS_EVENT,
                                ERROR,
                                "149.74.0.0/16",
                                0,
                                Instant.parse("2024-01-03T14:11:00Z"),
                                Instant.parse("2024-01-03T17:47:00Z"),
                                Duration.ofHours(1)));
        };
    }

    static Stream<Arguments> all() {
        return Stream.of(Incident.values())
                .flatMap(incident -> Stream.of(Heard.By.values()).map(by -> Arguments.of(incident, by)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void ownersAreToldWhatHappensToTheirPrefixesAndNothingElse(Incident incident, Heard.By by) {
        Scenario scenario = incident.scenario(Settings.DEFAULT);
        for (Watched watched : scenario.watched()) {
            List<Expected> expected = expected(incident).stream()
                    .filter(each -> each.victim().equals(watched.prefix().toString()))
                    // In its first day each neighbour of an upstream is taken for one that was there.
                    .filter(each -> by == Heard.By.VANTAGES || !each.stranger())
                    .toList();

            Heard heard = Heard.of(scenario, watched, by);

            assertThat(heard.opened())
                    .extracting(
                            RoutingEvent::type,
                            RoutingEvent::level,
                            event -> event.offendingPrefix().toString(),
                            IncidentTest::offenderOf)
                    .as("%s", incident)
                    .containsExactlyInAnyOrderElementsOf(expected.stream()
                            .map(each -> tuple(each.type(), each.level(), each.offending(), each.offender()))
                            .toList());
            for (Expected each : expected) {
                RoutingEvent event =
                        heard.opened().stream().filter(each::fits).findFirst().orElse(null);
                assertThat(event).as("%s among %s", each, heard.opened()).isNotNull();
                RoutingEvent last = heard.latest().stream()
                        .filter(other ->
                                other.id().equals(Objects.requireNonNull(event).id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(last.status()).isEqualTo(Status.ENDED);
                assertThat(within(Objects.requireNonNull(last.ended()), each.until(), each.over()))
                        .as("%s ended %s", each, last.ended())
                        .isTrue();
            }
        }
    }

    /** That each of both buys of the networks on both sides of it; the second carrier of an incident is not asked. */
    @Test
    void aLeakerIsNamedWhereItIsKnownOfWhomItBuys() {
        Map<Long, Set<Long>> providers = Map.of(21217L, Set.of(4134L, 13237L), 262504L, Set.of(1031L, 267613L));
        Relationships known = new Relationships(
                Networks.DEFAULT.transitFree(),
                List.of(),
                (customer, provider) -> Optional.ofNullable(providers.get(customer.value()))
                        .map(all -> all.contains(provider.value())));

        // Not AS4134, which only stands beside the second carrier and may tell everybody what it has of a customer.
        assertThat(leaks(Incident.SAFE_HOST_2019, 0, known))
                .containsExactly(tuple("46.14.128.0/17", 21217L, Instant.parse("2019-06-06T09:44:00Z")));
        assertThat(leaks(Incident.SAFE_HOST_2019, 1, known))
                .containsExactly(tuple("46.145.0.0/16", 21217L, Instant.parse("2019-06-06T09:57:00Z")));
        assertThat(leaks(Incident.RESOLVER_2024, 0, known))
                .containsExactly(tuple("1.1.1.0/24", 262504L, Instant.parse("2024-06-27T18:52:00Z")));
    }

    private static List<Tuple> leaks(Incident incident, int victim, Relationships known) {
        Scenario scenario = incident.scenario(Settings.DEFAULT);
        return Heard.of(scenario, scenario.watched().get(victim), Heard.By.ROUTER, known).opened().stream()
                .filter(event -> event.type() == PREFIX_ROUTE_LEAK_EVENT)
                .map(event -> tuple(
                        event.offendingPrefix().toString(),
                        offenderOf(event),
                        event.firstSeen().truncatedTo(ChronoUnit.MINUTES)))
                .toList();
    }
}
