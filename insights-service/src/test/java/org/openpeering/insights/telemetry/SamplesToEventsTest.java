/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.insights.telemetry.Telemetry.agent;
import static org.openpeering.insights.telemetry.Telemetry.as;
import static org.openpeering.insights.telemetry.Telemetry.body;
import static org.openpeering.insights.telemetry.Telemetry.enlist;
import static org.openpeering.insights.telemetry.Telemetry.post;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.directory.Surroundings;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/**
 * From what an agent posts to events about the way: by the topics, the database and the detectors, all of them real. What was
 * usual for days, and time that goes on, are played by windows with other times.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class SamplesToEventsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SITE = "Bremen";
    private static final String SUBSCRIPTION = "33333333-3333-4333-8333-333333333333";
    private static final Peer PARTNER = Peer.of("192.0.2.21", 64496, "192.0.2.21", "192.0.2.22");

    @Inject
    Surroundings surroundings;

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final String client = "client-" + UUID.randomUUID();
    private final String router = "edge-" + UUID.randomUUID();

    private IpPrefix prefix = IpPrefix.parse("198.18.0.0/24");
    private String assignment = "";

    /** An agent at a site that has a router, and a prefix of which it measures an address. */
    private void declare(String network, RoutingPolicy policy) {
        prefix = IpPrefix.parse(network + ".0/24");
        long revision = System.currentTimeMillis();
        Broker.send(Topic.PLACES, new Place(Place.Kind.METRO, SITE, revision, "DE", "", 53.08, 8.8));
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter(router, revision, SITE, List.of(IpAddress.parse("127.0.0.1")), List.of()));
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(
                                prefix,
                                revision,
                                List.of(new Asn(64496)),
                                List.of(new RequiredSession(
                                        IpAddress.parse("192.0.2.21"), new Asn(64496), SITE, SessionRole.PRIMARY)),
                                policy,
                                List.of(new ProbeTarget(IpAddress.parse(network + ".7"), ProbeKind.TCP_CONNECT, 443)))
                        .heldBy(List.of(ResourceId.parse(service() + "/prefixes/p"))));
        eventually(
                LIMIT,
                () -> enlist("agent-" + client, Map.of("site", SITE, "clientId", client))
                        .then()
                        .statusCode(201));
        eventually(LIMIT, () -> {
            assignment = agent(client)
                    .get("/telemetry/tests")
                    .jsonPath()
                    .getString("tests.find { it.destination == '" + network + ".7' }.id");
            assertThat(assignment).isNotNull();
        });
    }

    private String service() {
        return "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.Peering/peeringServices/s-"
                + prefix.network();
    }

    /** Some of a minute that is not over for long. */
    private void measure(int at, long micros) {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            samples.add(
                    "{\"id\":\"%s\",\"assignment\":\"%s\",\"measuredAt\":\"%s\",\"site\":\"%s\",\"target\":\"%s\",\"sent\":3,\"rttMicros\":[%d,%d,%d]}"
                            .formatted(
                                    UUID.randomUUID(),
                                    assignment,
                                    minute.plus(Duration.ofMinutes(at)).plusMillis(i),
                                    SITE,
                                    prefix.network().toString().replaceAll("\\.0$", ".7"),
                                    micros - 100,
                                    micros,
                                    micros + 100));
        }
        post(client, body(samples)).then().statusCode(200).body("accepted", equalTo(4));
    }

    private void report(int samples) {
        eventually(
                LIMIT,
                () -> as("reader", "/subscriptions/" + SUBSCRIPTION + "/reader")
                        .get(service() + "/prefixes/p/latency?window=PT1H&api-version=2022-10-01")
                        .then()
                        .statusCode(200)
                        .body("times.samples", equalTo(samples))
                        .body("sites[0].site", equalTo(SITE)));
    }

    private LatencyWindow window(Instant at, long micros) {
        return new LatencyWindow(
                prefix,
                SITE,
                SampleSource.AGENT,
                at,
                10,
                10,
                10,
                micros - 1000,
                micros + 1000,
                micros,
                micros,
                micros,
                micros,
                micros,
                0L,
                List.of("agent-" + client));
    }

    /** The same hours of three days before, as they were told long ago. */
    private void usual(long micros) {
        List<Map.Entry<Instant, LatencyWindow>> told = new ArrayList<>();
        Instant now = Instant.now();
        for (int day = 3; day >= 1; day--) {
            Instant hour = minute.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(day));
            for (int at = -60; at < 180; at += 10) {
                told.add(Map.entry(now, window(hour.plus(Duration.ofMinutes(at)), micros)));
            }
        }
        Broker.replay(Topic.LATENCY_WINDOWS, prefix.toString(), told);
    }

    /** As if time went on. */
    private void later(int from, int until, long micros) {
        List<Map.Entry<Instant, LatencyWindow>> told = new ArrayList<>();
        for (int at = from; at <= until; at++) {
            Instant then = minute.plus(Duration.ofMinutes(at));
            told.add(Map.entry(then.plusSeconds(61), window(then, micros)));
        }
        Broker.replay(Topic.LATENCY_WINDOWS, prefix.toString(), told);
    }

    private List<RoutingEvent> events(EventType type) {
        return Broker.read(Topic.ROUTING_EVENTS, prefix.toString(), RoutingEvent.class).stream()
                .filter(event -> Objects.requireNonNull(event).type() == type)
                .toList();
    }

    private RoutingEvent last(EventType type, Status status) {
        eventually(
                LIMIT,
                () -> assertThat(events(type))
                        .isNotEmpty()
                        .last()
                        .satisfies(event -> assertThat(event.status()).isEqualTo(status)));
        return events(type).getLast();
    }

    private void carried(SyntheticRouter by, Long... path) {
        by.announce(
                PARTNER,
                new Route(prefix.toString(), List.of(path), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.21")));
        eventually(
                LIMIT,
                () -> assertThat(Broker.read(Topic.PREFIX_ROUTES, prefix.toString(), PrefixRoutes.class))
                        .isNotEmpty()
                        .last()
                        .satisfies(said -> assertThat(said.routes())
                                .singleElement()
                                .satisfies(route ->
                                        assertThat(route.asPath().hops()).hasSize(path.length))));
    }

    @Test
    void longerTimesAndALongerPathAreToldWithWhatTheyCostUntilTheyAreOver() throws Exception {
        declare("198.18.201", RoutingPolicy.NONE);
        usual(20_000);
        InetSocketAddress bmp =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("openpeering.bmp.port"));
        try (SyntheticRouter edge =
                new SyntheticRouter(router, bmp, null, 8075, InetAddress.ofLiteral("192.0.2.254")).start()) {
            edge.peerUp(PARTNER);
            carried(edge, 64496L, 64510L, 64496L);

            for (int at = -8; at <= 0; at++) {
                measure(at, 60_000);
            }
            Instant posted = Instant.now();
            report(9 * 4);
            eventually(
                    LIMIT,
                    () -> assertThat(Broker.read(Topic.PREFIX_LATENCY, prefix.toString(), PrefixLatency.class))
                            .isNotEmpty());
            assertThat(events(EventType.PREFIX_LATENCY_DEGRADATION_EVENT)).isEmpty();
            later(1, 17, 60_000);

            RoutingEvent slow = last(EventType.PREFIX_LATENCY_DEGRADATION_EVENT, Status.OPEN);
            assertThat(slow.level()).isEqualTo(EventLevel.WARNING);
            assertThat(slow.summary()).contains("60.0 ms, where 20.0 ms are usual at this hour");
            // The samples began it, and not what came behind them.
            assertThat(slow.firstSeen()).isBetween(minute, posted.plusSeconds(30));
            assertThat(slow.evidence().stream().map(Evidence::source))
                    .contains("measured:" + SITE + "|agent", "baseline", "bound", "alternative", "saving");
            assertThat(said(slow, "saving")).isEqualTo("40.0 ms would be saved.");

            RoutingEvent stretched = last(EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT, Status.OPEN);
            assertThat(stretched.rule()).isEqualTo("path-stretch/1");
            assertThat(said(stretched, "bmp:" + router + "|192.0.2.21")).contains("64496 64510 64496");

            later(18, 21, 120_000);
            eventually(
                    LIMIT,
                    () -> assertThat(events(EventType.PREFIX_LATENCY_DEGRADATION_EVENT))
                            .last()
                            .satisfies(event -> assertThat(event.revision()).isGreaterThan(slow.revision())));
            assertThat(last(EventType.PREFIX_LATENCY_DEGRADATION_EVENT, Status.OPEN)
                            .id())
                    .isEqualTo(slow.id());

            carried(edge, 64496L);
            later(22, 57, 20_000);
            RoutingEvent over = last(EventType.PREFIX_LATENCY_DEGRADATION_EVENT, Status.ENDED);
            assertThat(over.id()).isEqualTo(slow.id());
            assertThat(over.endCause()).contains("near what is usual");
            assertThat(last(EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT, Status.ENDED)
                            .id())
                    .isEqualTo(stretched.id());
        }
    }

    private static String said(RoutingEvent event, String source) {
        return event.evidence().stream()
                .filter(item -> item.source().equals(source))
                .map(Evidence::what)
                .findFirst()
                .orElse("");
    }

    @Test
    void aPlaceThatSamplesContradictIsToldOfTheDataAndNotOfTheRoute() {
        // Sydney, which light reaches and comes back from in some 160 ms.
        declare("198.18.202", RoutingPolicy.NONE.at(new GeoPosition(-33.87, 151.2, 50)));
        eventually(LIMIT, () -> assertThat(surroundings.geography().metro(SITE)).isNotNull());
        for (int at = -3; at <= 0; at++) {
            measure(at, 5_000);
            report(4 * (at + 4));
        }
        RoutingEvent event = last(EventType.PREFIX_GEOLOCATION_EVENT, Status.OPEN);
        assertThat(event.level()).isEqualTo(EventLevel.INFORMATION);
        assertThat(event.summary()).startsWith(prefix + " cannot be where it is said to be");
        assertThat(said(event, "measured:" + SITE + "|agent")).contains("4.9 ms");
        assertThat(events(EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT)).isEmpty();
    }
}
