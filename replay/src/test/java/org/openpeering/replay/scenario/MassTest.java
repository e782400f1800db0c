/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.incident.Bounds;
import org.openpeering.prefix.incident.Gathering;
import org.openpeering.prefix.incident.Gathering.Tidings;

/** What hits thousands of prefixes at once is told to who has many of them as one incident. */
class MassTest {
    private static final String SUBSCRIPTION = "11111111-0000-0000-0000-000000000000";
    private static final Duration TABLES = Duration.ofSeconds(3);
    private static final Bounds BOUNDS =
            new Bounds(10, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10));
    private static final int WATCHED = 60;

    /** Of the prefixes that are hit, some, as their owners would declare them. */
    private static List<Watched> crowd(Scenario scenario) {
        Map<IpPrefix, Watched> known = new LinkedHashMap<>();
        for (Telling telling : scenario.tellings()) {
            if (telling.at().compareTo(TABLES) < 0 && telling.said() instanceof Telling.Announced told) {
                told.prefixes().forEach(prefix -> known.putIfAbsent(prefix, watched(prefix, told.path())));
            }
        }
        scenario.watched().forEach(each -> known.remove(each.prefix()));
        List<Watched> all = List.copyOf(known.values());
        List<Watched> some = new ArrayList<>(scenario.watched());
        for (int n = 0; n < WATCHED; n++) {
            some.add(all.get(n * all.size() / WATCHED));
        }
        return some;
    }

    private static Watched watched(IpPrefix prefix, AsPath path) {
        return new Watched(prefix, List.of(path.origin().orElseThrow()), List.of());
    }

    private static List<RoutingEvent> events(Scenario scenario, List<Watched> watched) {
        List<RoutingEvent> events = new ArrayList<>();
        for (Watched each : watched) {
            Heard heard = Heard.of(scenario, each, Heard.By.ROUTER);
            events.addAll(heard.opened());
            heard.latest().stream()
                    .filter(event -> event.level() != EventLevel.INFORMATION && event.ended() != null)
                    .forEach(events::add);
        }
        // As they come: what opens with its first update, the end when it is.
        events.sort(Comparator.comparing(
                event -> event.status() == Status.OPEN ? event.firstSeen() : Objects.requireNonNull(event.ended())));
        return events;
    }

    private static Instant at(RoutingEvent event) {
        return event.status() == Status.OPEN ? event.firstSeen() : Objects.requireNonNull(event.ended());
    }

    @ParameterizedTest
    @CsvSource({
        "CHINA_TELECOM_2010, 23724, 2010-04-08T15:50:00Z, 2010-04-08T16:08:00Z",
        "ROSTELECOM_2020, 12389, 2020-04-01T19:28:00Z, 2020-04-01T20:28:00Z"
    })
    void isOneIncident(Incident incident, long offender, Instant from, Instant until) {
        Scenario scenario = incident.scenario(Settings.DEFAULT);
        List<Watched> watched = crowd(scenario);
        List<RoutingEvent> events = events(scenario, watched);
        Gathering gathering = new Gathering(BOUNDS);
        Map<Instant, RoutingEvent> told = new LinkedHashMap<>();
        for (RoutingEvent event : events) {
            int before = gathering.tidings().size();
            gathering.take(SUBSCRIPTION, event, at(event));
            if (gathering.tidings().size() > before) {
                told.put(at(event), gathering.tidings().getLast().event());
            }
        }
        gathering.settle(until.plusSeconds(300));

        assertThat(gathering.tidings()).hasSize(1);
        RoutingEvent last = gathering.tidings().getFirst().event();
        assertThat(last.type()).isEqualTo(EventType.PREFIX_INCIDENT_EVENT);
        assertThat(last.level()).isEqualTo(EventLevel.CRITICAL);
        assertThat(last.seenOrigin()).isEqualTo(new Asn(offender));
        assertThat(last.status()).isEqualTo(Status.ENDED);
        assertThat(last.ended()).isBetween(until, until.plusSeconds(50));
        RoutingEvent.Members members = Objects.requireNonNull(last.members());
        assertThat(members.prefixCount()).isEqualTo(watched.size());
        assertThat(members.open()).isZero();
        // It opens with the tenth of them, before the offender is heard everywhere.
        assertThat(told).hasSize(1);
        Map.Entry<Instant, RoutingEvent> opening = told.entrySet().iterator().next();
        assertThat(opening.getKey()).isBetween(from, from.plusSeconds(50));
        assertThat(opening.getValue().firstSeen()).isBetween(from, from.plusSeconds(2));
        assertThat(Objects.requireNonNull(opening.getValue().members()).count()).isEqualTo(10);
    }

    @Test
    void whatHitsOneOrTwoIsNone() {
        for (Incident incident : List.of(Incident.CHINA_TELECOM_2010, Incident.KLAYSWAP_2022, Incident.ROUTE53_2018)) {
            Scenario scenario = incident.scenario(Settings.DEFAULT);
            Gathering gathering = new Gathering(BOUNDS);
            events(scenario, scenario.watched()).forEach(event -> gathering.take(SUBSCRIPTION, event, at(event)));
            gathering.settle(Instant.now());
            assertThat(gathering.tidings())
                    .extracting(Tidings::event)
                    .as("%s", incident)
                    .isEmpty();
        }
    }
}
