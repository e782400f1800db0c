/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.contract.insights.EventLevel.CRITICAL;
import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * Each incident through the detectors, as a router's peers tell it and as vantages do: what the owners of the prefixes are told,
 * and that they are told nothing else above Information, whatever the owner answers and whichever session is reset meanwhile.
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
            Instant until) {
        boolean fits(RoutingEvent event) {
            return event.type() == type
                    && event.level() == level
                    && event.prefix().equals(IpPrefix.parse(victim))
                    && event.offendingPrefix().equals(IpPrefix.parse(offending))
                    && new Asn(offender).equals(event.seenOrigin())
                    && within(event.firstSeen(), from, AT_ONCE);
        }
    }

    private static boolean within(Instant time, Instant from, Duration most) {
        return !time.isBefore(from) && !time.isAfter(from.plus(most));
    }

    private static Expected hijack(String victim, String part, long offender, String from, String until) {
        return new Expected(
                victim,
                PREFIX_SUB_PREFIX_HIJACK_EVENT,
                CRITICAL,
                part,
                offender,
                Instant.parse(from),
                Instant.parse(until));
    }

    private static Expected origin(String victim, long offender, String from, String until) {
        return new Expected(
                victim,
                PREFIX_ORIGIN_AS_CHANGE_EVENT,
                CRITICAL,
                victim,
                offender,
                Instant.parse(from),
                Instant.parse(until));
    }

    private static Expected route53(String victim, String part) {
        return hijack(victim, part, 10297, "2018-04-24T11:05:41Z", "2018-04-24T12:55:00Z");
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
            case RESOLVER_2024 ->
                List.of(hijack("1.1.1.0/24", "1.1.1.1/32", 267613, "2024-06-27T18:51:00Z", "2024-06-27T20:08:00Z"));
            case SAFE_HOST_2019, VERIZON_2019, CELER_2022, ORANGE_2024 -> List.of();
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
                    .toList();

            Heard heard = Heard.of(scenario, watched, by);

            assertThat(heard.opened()).hasSameSizeAs(expected);
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
                assertThat(within(Objects.requireNonNull(last.ended()), each.until(), CONVERGED))
                        .as("%s ended %s", each, last.ended())
                        .isTrue();
            }
        }
    }
}
