/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.topic.TopicFollower;
import org.openpeering.kit.trace.Traces;
import org.openpeering.stack.synthetic.Peer;
import org.openpeering.stack.synthetic.Route;
import org.openpeering.stack.synthetic.SyntheticRouter;

/** From BMP bytes on the socket to sessions and routes in Kafka; {@code RouteFlowTest} goes on to events. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "none"),
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
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-b", ++revision, "Paris", LOOPBACK));
        try (SyntheticRouter router = router("edge-b")) {
            router.peerUp(PARTNER);
            router.announce(
                    PARTNER,
                    new Route("2001:db8:1::/48", List.of(64496L), List.of(), InetAddress.ofLiteral("2001:db8::1")));
            eventually(
                    LIMIT,
                    () -> assertThat(collector.peers())
                            .anyMatch(peer -> peer.routes() == 1
                                    && peer.session().peer().router().equals("edge-b")));
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
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-c", ++revision, "Rome", LOOPBACK));
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
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-d", ++revision, "Oslo", LOOPBACK));
        try (SyntheticRouter known = router("edge-d")) {
            eventually(LIMIT, () -> assertThat(known.isConnected()).isTrue());
            known.peerUp(PARTNER);
            eventually(LIMIT, () -> assertThat(sessions).containsKey("edge-d|192.0.2.1"));
        }
        double garbage = counted("openpeering.bmp");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
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
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-e", ++revision, "Lisbon", LOOPBACK));
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
        publish(Topic.EDGE_ROUTERS, new EdgeRouter("edge-f", ++revision, "Athens", LOOPBACK));
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
    @ValueSource(strings = {"sessions", "refusals"})
    void showsItsListsToOperatorsOnly(String list) {
        asOperator().get("/operator/routing/" + list).then().statusCode(200);
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("owner", "/subscriptions/s/Owner"))
                .get("/operator/routing/" + list)
                .then()
                .statusCode(403);
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
