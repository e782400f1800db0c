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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;

/** The line from a partner's request to an Active connection, over real servers. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GUID = "5F4CB5C7-6B43-4444-9338-9ABC72606C16";
    private static final String STATE = "properties.direct.connections[0].connectionState";
    private static final String SESSION = "properties.direct.connections[0].bgpSession.sessionStateV4";

    private final ObjectMapper json = Json.mapper();

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
        eventually(LIMIT, () -> assertThat(published(peering)).endsWith((String) null));
        List<String> bodies = published(peering);
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
        eventually(LIMIT, () -> assertThat(published(peering)).isNotEmpty());
        assertThat(json.readTree(answer))
                .isEqualTo(json.readTree(published(peering).getLast()));
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

    private static boolean replicated(String routerName, String peer) {
        return !Database.query("select 1 from replica where body is not null and message_key = "
                        + Database.text(
                                SessionId.of(routerName, IpAddress.parse(peer)).toString()))
                .isEmpty();
    }

    private static void observe(String routerName, String peer, long asn, boolean up, long revision) {
        Broker.send(
                Topic.SESSION_STATES,
                new ObservedSession(
                        routerName,
                        IpAddress.parse(peer),
                        new Asn(asn),
                        IpAddress.parse("127.0.0.62"),
                        up,
                        Instant.now(),
                        up ? "" : "hold timer expired",
                        revision));
    }

    /** The bodies sent with this key so far, null for a tombstone. */
    private static List<String> published(String peering) {
        return Broker.bodies(Topic.PEERINGS, peering.toLowerCase(Locale.ROOT)).stream()
                .map(body -> body == null ? null : new String(body, UTF_8))
                .toList();
    }
}
