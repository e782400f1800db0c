/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.topic.TopicFollower;
import org.openpeering.kit.trace.Traces;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.PeerDown;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** From BMP bytes on the socket to sessions and routes in Kafka; {@code RouteFlowTest} goes on to events. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class BmpToEventsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<IpAddress> LOOPBACK = List.of(IpAddress.parse("127.0.0.1"));
    private static final Peer PARTNER = Peer.of("192.0.2.1", 64496, "192.0.2.1", "192.0.2.2");
    private static final Peer STRANGER = Peer.of("192.0.2.5", 64511, "192.0.2.5", "192.0.2.6");

    @Inject
    KafkaClients kafka;

    @Inject
    ObjectMapper json;

    @Inject
    CollectorRuntime collector;

    @Inject
    MeterRegistry meters;

    private final Map<String, PrefixRoutes> routes = new ConcurrentHashMap<>();
    private final Map<String, ObservedSession> sessions = new ConcurrentHashMap<>();
    private TopicFollower<PrefixRoutes> routesFollower;
    private TopicFollower<ObservedSession> sessionsFollower;
    private static long revision = System.currentTimeMillis();

    @BeforeEach
    void follow() {
        eventually(LIMIT, () -> assertThat(collector.trouble()).isEmpty());
        routesFollower =
                new TopicFollower<>(kafka, Traces.off(), json, Topic.PREFIX_ROUTES, PrefixRoutes.class, message -> {
                    if (message.body() == null) {
                        routes.remove(message.key());
                    } else {
                        routes.put(message.key(), message.body());
                    }
                });
        sessionsFollower = new TopicFollower<>(
                kafka,
                Traces.off(),
                json,
                Topic.SESSION_STATES,
                ObservedSession.class,
                message -> sessions.put(message.key(), message.body()));
        routesFollower.start();
        sessionsFollower.start();
    }

    @AfterEach
    void close() {
        routesFollower.close();
        sessionsFollower.close();
    }

    @Test
    void matchesAPrefixThatIsRegisteredAfterItsRouteCame() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-b", ++revision, "Paris", LOOPBACK, List.of()));
        try (SyntheticRouter router = router("edge-b")) {
            router.peerUp(PARTNER);
            router.announce(
                    PARTNER,
                    new Route("2001:db8:1::/48", List.of(64496L), List.of(), InetAddress.ofLiteral("2001:db8::1")));
            eventually(
                    LIMIT,
                    () -> assertThat(collector.peers())
                            .anyMatch(peer -> peer.routes() == 1
                                    && peer.session().id().router().equals("edge-b")));
            publish(Topic.MONITORED_PREFIXES, monitored("2001:db8:1::/48"));
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("2001:db8:1::/48").routes()).hasSize(1));
        }
    }

    @Test
    void saysThatAPrefixIsNotAnnouncedAtAll() throws Exception {
        publish(Topic.MONITORED_PREFIXES, monitored("198.51.100.0/24"));
        eventually(
                LIMIT,
                () -> assertThat(routes.get("198.51.100.0/24").monitoredRevision())
                        .isPositive());
        assertThat(routes.get("198.51.100.0/24").routes()).isEmpty();
        long gone = ++revision;
        send(Topic.MONITORED_PREFIXES, "198.51.100.0/24", gone, null);
        eventually(LIMIT, () -> assertThat(routes).doesNotContainKey("198.51.100.0/24"));
    }

    @Test
    void losesNothingWhileKafkaIsAway() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-c", ++revision, "Rome", LOOPBACK, List.of()));
        publish(Topic.MONITORED_PREFIXES, monitored("192.0.2.0/25"));
        try (SyntheticRouter router = router("edge-c")) {
            router.peerUp(PARTNER);
            eventually(LIMIT, () -> assertThat(sessions).containsKey("edge-c|192.0.2.1"));
            Servers.KAFKA.stop();
            router.announce(PARTNER, route("192.0.2.0/25", 64496L));
            Servers.KAFKA.start();
            eventually(
                    Duration.ofSeconds(60),
                    () -> assertThat(routes.get("192.0.2.0/25").routes()).hasSize(1));
        }
    }

    @Test
    void closesGarbageAndStrangersAndGoesOn() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-d", ++revision, "Oslo", LOOPBACK, List.of()));
        try (SyntheticRouter known = router("edge-d")) {
            eventually(LIMIT, () -> assertThat(known.isConnected()).isTrue());
            known.peerUp(PARTNER);
            eventually(LIMIT, () -> assertThat(sessions).containsKey("edge-d|192.0.2.1"));
        }
        double garbage = counted("openpeering.bmp");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (SyntheticRouter unknown = router("nobody-knows-me")) {
            eventually(LIMIT, () -> assertThat(unknown.connections()).isPositive());
            eventually(LIMIT, () -> assertThat(counted("openpeering.bmp")).isGreaterThan(garbage));
        }
        assertThat(collector.trouble()).isEmpty();
    }

    @Test
    void anotherAddressOfLoopbackDoesNotTakeOverARouter() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-e", ++revision, "Lisbon", LOOPBACK, List.of()));
        try (SyntheticRouter router = router("edge-e")) {
            router.peerUp(PARTNER);
            eventually(LIMIT, () -> assertThat(sessions).containsKey("edge-e|192.0.2.1"));
            int connections = router.connections();
            try (SyntheticRouter impostor = router("edge-e", InetAddress.ofLiteral("127.0.0.66"))) {
                impostor.peerUp(STRANGER);
                eventually(LIMIT, () -> assertThat(impostor.connections()).isGreaterThan(1));
            }
            assertThat(router.connections()).isEqualTo(connections);
            assertThat(sessions).doesNotContainKey("edge-e|192.0.2.5");
        }
        asOperator()
                .get("/operator/routing/refusals")
                .then()
                .statusCode(200)
                .body("value.find { it.source == '127.0.0.66' }.reason", equalTo("UnknownSource"))
                .body("value.find { it.source == '127.0.0.66' }.count", greaterThan(1))
                .body("value.find { it.source == '127.0.0.66' }.firstSeen", endsWith("Z"))
                .body("value.find { it.source == '127.0.0.66' }.lastSeen", endsWith("Z"));
    }

    @Test
    void tellsTheOperatorWhichNameARefusedSourceGave() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-f", ++revision, "Athens", LOOPBACK, List.of()));
        try (SyntheticRouter unknown = router("nobody-knows-me-either")) {
            eventually(
                    LIMIT,
                    () -> asOperator()
                            .get("/operator/routing/refusals")
                            .then()
                            .body(
                                    "value.findAll { it.router == 'nobody-knows-me-either' }.reason",
                                    hasItem("UnknownRouter")));
            assertThat(unknown.connections()).isPositive();
        }
    }

    private static RequestSpecification asOperator() {
        return RestAssured.given().header("Authorization", "Bearer " + Tokens.of("operator", "/operators"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "refusals", "gaps"})
    void showsItsListsToOperatorsOnly(String list) {
        asOperator().get("/operator/routing/" + list).then().statusCode(200);
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("owner", "/subscriptions/s/Owner"))
                .get("/operator/routing/" + list)
                .then()
                .statusCode(403);
    }

    @Test
    void tellsWhatARecordingWouldHaveRaised() throws Exception {
        publish(Topic.MONITORED_PREFIXES, monitored("198.18.0.0/16"));
        eventually(
                LIMIT,
                () -> assertThat(collector.declared().orElseThrow())
                        .anyMatch(each -> each.prefix().equals(IpPrefix.parse("198.18.0.0/16"))));

        asOperator()
                .contentType("application/octet-stream")
                .body(BgpBytes.concat(hijack(), new byte[] {1, 2, 3}))
                .post("/operator/routing/recordings?prefix=198.18.0.0/16")
                .then()
                .statusCode(200)
                .body("updates", equalTo(1))
                .body("monitored", equalTo(1))
                .body("events.type", contains("PrefixSubPrefixHijackEvent"))
                .body("events[0].vantages", contains("recording|192.0.2.1"))
                .body("damage.offset", equalTo(hijack().length))
                .body("damage.record", equalTo(2))
                .body("damage.reason", equalTo("the stream ends inside of the record"));
        asOperator()
                .body("Dear diary, today I heard of a route.")
                .post("/operator/routing/recordings")
                .then()
                .statusCode(400)
                .body("error.message", containsString("at byte 0, record 1: a record of"));
        asOperator()
                .body(hijack())
                .post("/operator/routing/recordings?prefix=198.19.0.0/16")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("prefix"));
    }

    @Test
    void analysesOneRecordingAtATimeUntilItsSenderHangsUp() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            slow.getOutputStream()
                    .write(("POST /operator/routing/recordings HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                    + "Authorization: Bearer " + Tokens.of("operator", "/operators")
                                    + "\r\n\r\n1\r\n\0\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            eventually(
                    LIMIT,
                    () -> asOperator()
                            .body(hijack())
                            .post("/operator/routing/recordings")
                            .then()
                            .statusCode(429)
                            .header("Retry-After", "30"));
        }
        eventually(
                LIMIT,
                () -> asOperator()
                        .body(hijack())
                        .post("/operator/routing/recordings")
                        .then()
                        .statusCode(200));
    }

    @Test
    void tellsTheOperatorWhoIsTakenForWhoseCustomerAndWhy() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-r", ++revision, "Vienna", LOOPBACK, List.of()));
        try (SyntheticRouter router = router("edge-r")) {
            router.peerUp(PARTNER);
            for (long origin = 64502; origin < 64505; origin++) {
                router.announce(
                        PARTNER,
                        new Route(
                                "198.18." + origin % 100 + ".0/24",
                                List.of(64496L, 1299L, 3356L, 64500L, 64501L, origin),
                                List.of(),
                                InetAddress.ofLiteral("192.0.2.1")));
            }
            wholeTable(router);
            eventually(
                    LIMIT,
                    () -> asOperator()
                            .get("/operator/routing/relationships?asn=64501&other=64500")
                            .then()
                            .statusCode(200)
                            .body("value[0].relationship", equalTo("Customer"))
                            .body("value[0].reason", equalTo("Paths"))
                            .body("value[0].votes[0].paths", equalTo(3))
                            .body("value[0].votes[0].samples", hasItem("64496 1299 3356 64500 64501 64502")));
        }
        asOperator()
                .get("/operator/routing/relationships?asn=64501")
                .then()
                .statusCode(200)
                .body("value.other", contains(64500, 64502, 64503, 64504))
                .body("value.relationship", contains("Customer", "Unknown", "Unknown", "Unknown"))
                .body("value[1].reason", equalTo("TooFewPaths"));
        asOperator()
                .get("/operator/routing/relationships?asn=64501&other=3356")
                .then()
                .body("value[0].relationship", equalTo("Unknown"))
                .body("value[0].reason", equalTo("NoPath"));
        for (String wrong :
                List.of("", "?asn=x", "?asn=1&other=1", "?asn=1&other=99999999999", "?asn=1&$skipToken=x")) {
            asOperator().get("/operator/routing/relationships" + wrong).then().statusCode(400);
        }
    }

    @Test
    void whatIsNotSeenAnyMoreIsAGapUntilItIsSeenAgain() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-g", ++revision, "Frankfurt", LOOPBACK, List.of()));
        publish(Topic.MONITORED_PREFIXES, monitored("192.0.2.128/26"));
        try (SyntheticRouter router = router("edge-g")) {
            router.peerUp(PARTNER);
            wholeTable(router);
            awaitTable(true);

            router.peerDown(PARTNER, PeerDown.MONITORING_ENDED);
            awaitGap("SessionLost", null);
            router.peerUp(PARTNER);
            wholeTable(router);
            awaitGap("SessionLost", "It is in sight again, and its table complete");

            byte[] unreadable = BgpBytes.update(new byte[] {60, 1}, new byte[0], new byte[0]);
            router.sendRaw(monitoring(unreadable));
            awaitGap("TableDoubtful", null);
            awaitTable(false);
            asOperator()
                    .get("/operator/routing/sessions")
                    .then()
                    .body("value.find { it.session == 'edge-g|192.0.2.1' }.doubtful", equalTo(true))
                    .body("value.find { it.session == 'edge-g|192.0.2.1' }.source", equalTo("127.0.0.1"));
            asOperator()
                    .get("/operator/routing/tables")
                    .then()
                    .body("value.find { it.session == 'edge-g|192.0.2.1' }.state", equalTo("Doubtful"));
            router.drop();
            eventually(LIMIT, () -> assertThat(router.connections()).isEqualTo(2));
            wholeTable(router);
            awaitGap("TableDoubtful", "The router sent the table anew, and it is complete");
            awaitTable(true);
        }
    }

    /** What others are told of it. */
    private void awaitTable(boolean complete) {
        eventually(LIMIT, () -> {
            ObservedSession session = sessions.get("edge-g|192.0.2.1");
            assertThat(session).isNotNull();
            assertThat(session.complete()).isEqualTo(complete);
            assertThat(session.source()).isEqualTo(IpAddress.parse("127.0.0.1"));
        });
    }

    private static void wholeTable(SyntheticRouter router) {
        router.announce(PARTNER, route("192.0.2.128/26", 64496L));
        router.sendRaw(monitoring(BgpBytes.endOfRib(Family.IPV4)));
        router.sendRaw(monitoring(BgpBytes.endOfRib(Family.IPV6)));
    }

    private static byte[] monitoring(byte[] update) {
        return BmpBytes.routeMonitoring(
                BmpBytes.Peer.of("192.0.2.1", 64496), Instant.now().getEpochSecond(), update);
    }

    /** @param end null: it is open */
    private static void awaitGap(String cause, String end) {
        String gap = "value.find { it.cause == '" + cause + "' && it.name == 'edge-g|192.0.2.1' }";
        eventually(
                LIMIT,
                () -> asOperator()
                        .get("/operator/routing/gaps")
                        .then()
                        .body(gap + ".since", endsWith("Z"))
                        .body(gap + ".endCause", equalTo(end)));
    }

    @Test
    void aTableIsWatchedFromTheMomentThatTheInventoryNamesIt() throws Exception {
        BmpBytes.Peer vrf = BmpBytes.Peer.of("192.0.2.1", 64496).inVrf(7);
        String session = "edge-i|192.0.2.1|type=1|rd=0:0:7";
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-i", ++revision, "Frankfurt", LOOPBACK, List.of()));
        publish(Topic.MONITORED_PREFIXES, monitored("192.0.2.160/27"));
        try (SyntheticRouter router = router("edge-i")) {
            router.peerUp(STRANGER);
            eventually(LIMIT, () -> assertThat(sessions).containsKey("edge-i|192.0.2.5"));
            router.sendRaw(
                    BmpBytes.peerUp(vrf, 0, 40_000, BgpBytes.modernOpen(65_001, 0), BgpBytes.modernOpen(64_496, 0)));
            PathAttributes attributes = new PathAttributes(
                    AsPath.of(64_496), Origin.IGP, IpAddress.parse("192.0.2.1"), List.of(), Optional.empty());
            router.sendRaw(
                    BmpBytes.routeMonitoring(vrf, 0, BgpBytes.announce(attributes, IpPrefix.parse("192.0.2.160/27"))));
            eventually(
                    LIMIT,
                    () -> asOperator()
                            .get("/operator/routing/sessions")
                            .then()
                            .body("value.find { it.session == '" + session + "' }.routes", equalTo(1))
                            .body("value.find { it.session == '" + session + "' }.judged", equalTo(false)));
            assertThat(sessions).doesNotContainKey(session);

            publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-i", ++revision, "Frankfurt", LOOPBACK, List.of("0:0:7")));
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("192.0.2.160/27").routes()).hasSize(1));
            eventually(
                    LIMIT, () -> assertThat(sessions.get(session).established()).isTrue());

            publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-i", ++revision, "Frankfurt", LOOPBACK, List.of()));
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("192.0.2.160/27").routes()).isEmpty());
            eventually(
                    LIMIT, () -> assertThat(sessions.get(session).established()).isFalse());
        }
    }

    @Test
    void anOperatorHasAPrefixToldAgain() throws Exception {
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-h", ++revision, "Frankfurt", LOOPBACK, List.of()));
        publish(Topic.MONITORED_PREFIXES, monitored("192.0.2.192/26"));
        try (SyntheticRouter router = router("edge-h")) {
            router.peerUp(PARTNER);
            router.announce(PARTNER, route("192.0.2.192/26", 64496L));
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("192.0.2.192/26").routes()).hasSize(1));
            forgetTheRoute();
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("192.0.2.192/26").routes()).isEmpty());

            asOperator()
                    .post("/operator/routing/resync?prefix=192.0.2.192/26")
                    .then()
                    .statusCode(200)
                    .body("prefixes", equalTo(1))
                    .body("sessions", greaterThan(0));
            eventually(
                    LIMIT,
                    () -> assertThat(routes.get("192.0.2.192/26").routes()).hasSize(1));
            asOperator()
                    .post("/operator/routing/resync?router=edge-h")
                    .then()
                    .statusCode(200)
                    .body("sessions", equalTo(1));
        }
        for (String wrong : List.of("", "?prefix=203.0.113.0/27", "?router=edge-none", "?session=a&router=edge-h")) {
            asOperator().post("/operator/routing/resync" + wrong).then().statusCode(400);
        }
    }

    /** As if the detector had lost it. */
    private void forgetTheRoute() throws Exception {
        ObservedSession session = sessions.get("edge-h|192.0.2.1");
        RouteChange gone = new RouteChange.Withdrawn(
                IpPrefix.parse("192.0.2.192/26"),
                Instant.now(),
                new RouteId(session.id(), IpPrefix.parse("192.0.2.192/26"), 0),
                session.peerAsn(),
                RouteChange.WithdrawalCause.EXPLICIT,
                new Speaker(Objects.requireNonNull(session.collector()), session.epoch()));
        send(
                Topic.ROUTE_CHANGES,
                "192.0.2.192/26",
                ++revision,
                json.writerFor(RouteChange.class).writeValueAsBytes(gone));
    }

    private static byte[] hijack() {
        byte[] attributes = MrtBytes.attributes(4, MrtBytes.PEER_AS, 65066);
        byte[] part = BgpBytes.nlri(IpPrefix.parse("198.18.7.0/24"));
        return MrtBytes.bgp4mp(4, BgpBytes.update(new byte[0], attributes, part));
    }

    private double counted(String name) {
        return meters.find(name).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private SyntheticRouter router(String name) {
        return router(name, null);
    }

    private SyntheticRouter router(String name, InetAddress source) {
        InetSocketAddress bmp = new InetSocketAddress(InetAddress.getLoopbackAddress(), collector.port());
        return new SyntheticRouter(name, bmp, source, 8075, InetAddress.ofLiteral("192.0.2.254")).start();
    }

    private static Route route(String prefix, long origin) {
        return new Route(prefix, List.of(origin), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.1"));
    }

    private static MonitoredPrefix monitored(String prefix) {
        return new MonitoredPrefix(
                IpPrefix.parse(prefix),
                ++revision,
                List.of(new Asn(64496)),
                List.of(new RequiredSession(
                        IpAddress.parse("192.0.2.1"), new Asn(64496), "Frankfurt", SessionRole.PRIMARY)));
    }

    private void publish(Topic topic, Revisioned body) throws Exception {
        send(topic, body.key(), body.revision(), json.writeValueAsBytes(body));
    }

    private void send(Topic topic, String key, long number, byte[] body) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer("test")) {
            producer.send(Messages.record(topic.topicName(), key, "test", number, Instant.now(), body))
                    .get();
        }
    }
}
