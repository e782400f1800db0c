/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;

/** The line from a partner's request to an Active connection, over real servers. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GUID = "5F4CB5C7-6B43-4444-9338-9ABC72606C16";
    private static final String STATE = "properties.direct.connections[0].connectionState";
    private static final String SESSION = "properties.direct.connections[0].bgpSession.sessionStateV4";

    @Inject
    KafkaClients kafka;

    @Inject
    ObjectMapper json;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String router = "router-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
        api.router(router, metro);
    }

    @Test
    void aConnectionBecomesActiveWhenItsSessionIsObservedAndStaysSoWhenItDrops() throws Exception {
        String peering = api.peeringId("p1");
        api.approvedPeerAsn("asn1", 3320);
        api.put(peering, api.direct("asn1", metro, Api.connection(GUID, "127.0.0.60/30")))
                .then()
                .statusCode(201)
                .body(STATE, equalTo("PendingApproval"))
                .body(SESSION, equalTo("PendingAdd"))
                .body("properties.direct.connections[0].provisionedBandwidthInMbps", equalTo(0))
                .body("properties.direct.connections[0].bgpSession.peerSessionIPv4Address", equalTo("127.0.0.61"))
                .body("properties.direct.connections[0].bgpSession.microsoftSessionIPv4Address", equalTo("127.0.0.62"))
                .body("properties.direct.connections[0].bgpSession.md5AuthenticationKey", nullValue())
                .body("sku.tier", equalTo("Basic"))
                .body("properties.provisioningState", equalTo("Succeeded"));

        api.decide(api.waiting(peering).getFirst(), "approve").then().statusCode(200);
        api.get(peering).then().body(STATE, equalTo("ProvisioningStarted"));
        api.delete(peering).then().statusCode(409);
        api.decide(api.waiting(peering).getFirst(), "approve")
                .then()
                .statusCode(200)
                .body("kind", equalTo("Provisioning"))
                .body("decision.by", equalTo("operator"));
        api.get(peering)
                .then()
                .body(STATE, equalTo("Validating"))
                .body(SESSION, equalTo("Idle"))
                .body("properties.direct.connections[0].provisionedBandwidthInMbps", equalTo(10000));

        observe(router, "127.0.0.61", 3356, true, 1);
        observe("somewhere-else", "127.0.0.61", 3320, true, 2);
        eventually(LIMIT, () -> assertThat(replicated(router, "127.0.0.61")).isTrue());
        eventually(
                LIMIT,
                () -> assertThat(replicated("somewhere-else", "127.0.0.61")).isTrue());
        api.get(peering).then().body(STATE, equalTo("Validating"));
        observe(router, "127.0.0.61", 3320, true, 3);
        eventually(LIMIT, () -> api.get(peering).then().body(STATE, equalTo("Active")));
        api.get(peering).then().body(SESSION, equalTo("Established"));

        observe(router, "127.0.0.61", 3320, false, 4);
        eventually(LIMIT, () -> api.get(peering).then().body(SESSION, equalTo("Idle")));
        api.get(peering).then().body(STATE, equalTo("Active"));

        api.delete(api.peerAsnId("asn1")).then().statusCode(409).body("error.code", equalTo("InUse"));
        api.delete(peering).then().statusCode(200);
        api.delete(peering).then().statusCode(204);
        List<String> bodies = published(Topic.PEERINGS, peering.toLowerCase(java.util.Locale.ROOT));
        assertThat(bodies.getLast()).isNull();
        assertThat(bodies.toString()).doesNotContain("very-secret");
        Peering last = json.readValue(bodies.get(bodies.size() - 2), Peering.class);
        assertThat(last.connectionStates()).containsExactly(ConnectionState.ACTIVE);
        assertThat(last.sessions().getFirst().peerAddress()).isEqualTo(IpAddress.parse("127.0.0.61"));
        assertThat(last.asn()).isEqualTo(new Asn(3320));
    }

    @Test
    void aSessionThatIsUpAlreadyMakesTheConnectionActiveAtOnce() throws Exception {
        String peering = api.peeringId("p2");
        observe(router, "10.9.0.0", 3320, true, 1);
        api.approvedPeerAsn("asn1", 3320);
        api.put(peering, api.direct("asn1", metro, Api.connection(GUID, "10.9.0.0/31")))
                .then()
                .statusCode(201);
        api.decide(api.waiting(peering).getFirst(), "approve").then().statusCode(200);
        eventually(LIMIT, () -> assertThat(replicated(router, "10.9.0.0")).isTrue());
        api.decide(api.waiting(peering).getFirst(), "approve").then().statusCode(200);
        api.get(peering).then().body(STATE, equalTo("Active")).body(SESSION, equalTo("Established"));
    }

    @Test
    void aRouterThatMovesTakesItsSessionsAlong() throws Exception {
        String peering = api.peeringId("p3");
        String late = "late-" + UUID.randomUUID();
        observe(late, "10.9.1.0", 3320, true, 1);
        eventually(LIMIT, () -> assertThat(replicated(late, "10.9.1.0")).isTrue());
        api.approvedPeerAsn("asn1", 3320);
        api.put(peering, api.direct("asn1", metro, Api.connection(GUID, "10.9.1.0/31")))
                .then()
                .statusCode(201);
        api.decide(api.waiting(peering).getFirst(), "approve");
        api.decide(api.waiting(peering).getFirst(), "approve");
        api.get(peering).then().body(STATE, equalTo("Validating"));
        api.router(late, metro);
        api.get(peering).then().body(STATE, equalTo("Active"));
        api.operator().delete("/operator/edgeRouters/" + late).then().statusCode(200);
        api.get(peering).then().body(STATE, equalTo("Active")).body(SESSION, equalTo("Idle"));
    }

    @Test
    void theStateMediaTypeIsTheRecordOnTheTopic() throws Exception {
        api.approvedPeerAsn("asn1", 3320);
        String peering = api.peeringId("p4");
        api.put(peering, api.direct("asn1", metro, Api.connection(GUID, "10.9.2.0/31")))
                .then()
                .statusCode(201);
        String answer = api.partner()
                .accept("application/vnd.openpeering.state+json")
                .get(peering + Api.VERSION)
                .then()
                .statusCode(200)
                .contentType("application/vnd.openpeering.state+json")
                .extract()
                .asString();
        assertThat(json.readTree(answer))
                .isEqualTo(json.readTree(published(Topic.PEERINGS, peering.toLowerCase(java.util.Locale.ROOT))
                        .getLast()));
        api.operator()
                .body("{\"asns\":[3320],\"peeringLocations\":[\"" + metro + "\"]}")
                .put("/operator/catalogue/providers/Provider-" + metro)
                .then()
                .statusCode(201);
        api.partner()
                .accept("application/vnd.openpeering.state+json")
                .get("/subscriptions/" + api.subscription
                        + "/providers/microsoft.peering/PEERINGSERVICEPROVIDERS?api-version=2021-06-01")
                .then()
                .statusCode(200)
                .body("findAll { it.name == 'Provider-" + metro + "' }", hasSize(1));
    }

    private boolean replicated(String routerName, String peer) {
        return Transactions.await(() -> replica.find(
                        Topic.SESSION_STATES,
                        ObservedSession.key(routerName, IpAddress.parse(peer)),
                        ObservedSession.class))
                != null;
    }

    @Inject
    Replica replica;

    private void observe(String routerName, String peer, long asn, boolean up, long revision) throws Exception {
        ObservedSession session = new ObservedSession(
                routerName,
                IpAddress.parse(peer),
                new Asn(asn),
                IpAddress.parse("127.0.0.62"),
                up,
                Instant.now(),
                up ? "" : "hold timer expired",
                revision);
        try (var producer = kafka.producer("test")) {
            producer.send(Messages.record(
                            Topic.SESSION_STATES.topicName(),
                            session.key(),
                            "insights",
                            revision,
                            session.since(),
                            json.writeValueAsBytes(session)))
                    .get();
        }
    }

    /** The bodies sent with this key so far, null for a tombstone. */
    private List<String> published(Topic topic, String key) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("test-" + UUID.randomUUID())) {
            consumer.subscribe(List.of(topic.topicName()));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            int quiet = 0;
            while (System.nanoTime() < deadline && (bodies.isEmpty() || quiet < 3)) {
                var records = consumer.poll(Duration.ofMillis(500));
                quiet = records.isEmpty() ? quiet + 1 : 0;
                records.forEach(record -> {
                    if (new String(record.key(), UTF_8).equals(key)) {
                        bodies.add(record.value() == null ? null : new String(record.value(), UTF_8));
                    }
                });
            }
        }
        return bodies;
    }
}
