/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.openpeering.partner.Api.connection;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Observations;

/** What is e-mail elsewhere: asked by the partner, decided by the operator. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ConnectionRequestTest {
    private static final String A = "aaaaaaaa-0000-4000-8000-00000000000a";
    private static final String B = "aaaaaaaa-0000-4000-8000-00000000000b";
    private static final String FIRST = "properties.direct.connections[0]";
    private static final String NEW_SESSION = "{\"sessionPrefixV4\":\"10.2.0.8/31\"}";

    @Inject
    Observations observations;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String router = "router-" + UUID.randomUUID();
    private Api api;
    private String id;

    @BeforeEach
    void anActiveConnectionAndOneThatIsNot() {
        api = new Api();
        id = api.peeringId("p");
        api.metro(metro);
        api.router(router, metro);
        api.approvedPeerAsn("asn1", 3320);
        api.put(id, api.direct("asn1", metro, connection(A, "10.2.0.0/31"), connection(B, "10.2.0.2/31")))
                .then()
                .statusCode(201);
        api.provisioned(id);
        observations.session(router, "10.2.0.0", 3320, true, 1);
        api.get(id).then().body(FIRST + ".connectionState", equalTo("Active"));
    }

    private String ask(String identifier, String what) {
        return id + "/connections/" + identifier + "/" + what;
    }

    @Test
    void aConnectionIsRemovedWhenTheOperatorAgrees() {
        api.post(ask(A, "requestRemoval"), "")
                .then()
                .statusCode(200)
                .body(FIRST + ".bgpSession.sessionStateV4", equalTo("PendingRemove"))
                .body(FIRST + ".connectionState", equalTo("Active"));
        api.post(ask(A, "requestRemoval"), "").then().statusCode(200);
        api.decide(api.waiting(id, "ConnectionRemoval"), "approve").then().statusCode(200);
        api.get(id)
                .then()
                .body("properties.direct.connections", hasSize(1))
                .body(FIRST + ".connectionIdentifier", equalTo(B));
        api.post(ask(B, "requestRemoval"), "")
                .then()
                .statusCode(409)
                .body("error.message", startsWith("It is the peering's only connection"));
        api.post(ask(A, "requestRemoval"), "")
                .then()
                .statusCode(404)
                .body("error.target", equalTo("connectionIdentifier"));
    }

    @Test
    void aRemovalThatIsRejectedOrWithdrawnLeavesTheConnection() {
        api.post(ask(A, "requestRemoval"), "").then().statusCode(200);
        api.decide(api.waiting(id, "ConnectionRemoval"), "reject").then().statusCode(200);
        api.get(id)
                .then()
                .body(FIRST + ".bgpSession.sessionStateV4", equalTo("Established"))
                .body(FIRST + ".errorMessage", equalTo("The removal was rejected: because"));
        api.post(ask(A, "requestRemoval"), "").then().statusCode(200);
        api.post(ask(A, "withdrawRequest"), "").then().statusCode(200);
        assertThat(api.waiting(id)).isEmpty();
        api.post(ask(A, "withdrawRequest"), "").then().statusCode(409);
        api.get(id).then().body("properties.direct.connections", hasSize(2));
    }

    @Test
    void aConnectionOnWhichNothingWasDoneGoesAtOnce() {
        String c = "aaaaaaaa-0000-4000-8000-00000000000c";
        api.put(
                        id,
                        api.direct(
                                "asn1",
                                metro,
                                connection(A, "10.2.0.0/31"),
                                connection(B, "10.2.0.2/31"),
                                connection(c, "10.2.0.4/31")))
                .then()
                .statusCode(200);
        api.post(ask(c, "requestRemoval"), "").then().statusCode(200).body("properties.direct.connections", hasSize(2));
        assertThat(api.waiting(id)).isEmpty();
    }

    @Test
    void otherAddressesComeIntoForceWithTheOperatorsYesAndAreSeenUpAnew() {
        api.post(ask(A, "requestSessionChange"), NEW_SESSION)
                .then()
                .statusCode(200)
                .body(FIRST + ".bgpSession.sessionStateV4", equalTo("PendingUpdate"))
                .body(FIRST + ".bgpSession.sessionPrefixV4", equalTo("10.2.0.0/31"));
        api.post(ask(A, "requestRemoval"), "").then().statusCode(409);
        api.decide(api.waiting(id, "SessionChange"), "approve").then().statusCode(200);
        api.get(id)
                .then()
                .body(FIRST + ".bgpSession.peerSessionIPv4Address", equalTo("10.2.0.8"))
                .body(FIRST + ".connectionState", equalTo("Validating"));
        observations.session(router, "10.2.0.8", 3320, true, 1);
        api.get(id).then().body(FIRST + ".connectionState", equalTo("Active"));
    }

    @Test
    void addressesThatAreTakenOrMalformedAreRefused() {
        api.post(ask(A, "requestSessionChange"), "{\"sessionPrefixV4\":\"10.2.0.2/31\"}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("Conflict"));
        api.post(ask(A, "requestSessionChange"), "{\"sessionPrefixV4\":\"10.2.0.8/24\"}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("bgpSession.sessionPrefixV4"));
        api.post(ask(A, "requestSessionChange"), "{}").then().statusCode(400);
        assertThat(api.waiting(id)).isEmpty();
    }

    @Test
    void whatBecameTakenMeanwhileIsRefusedToTheOperator() {
        api.post(ask(A, "requestSessionChange"), NEW_SESSION).then().statusCode(200);
        Api rival = new Api();
        rival.approvedPeerAsn("asn1", 3356);
        rival.put(rival.peeringId("r"), rival.direct("asn1", metro, connection(A, "10.2.0.8/31")))
                .then()
                .statusCode(201);
        api.decide(api.waiting(id, "SessionChange"), "approve").then().statusCode(409);
        api.get(id).then().body(FIRST + ".bgpSession.sessionPrefixV4", equalTo("10.2.0.0/31"));
    }

    @Test
    void useForPeeringServiceChangesByWayOfTheOperator() {
        String wanted = api.direct("asn1", metro, connection(A, "10.2.0.0/31"), connection(B, "10.2.0.2/31"))
                .replaceFirst("\"bandwidthInMbps\"", "\"useForPeeringService\":true,\"bandwidthInMbps\"");
        api.put(id, wanted).then().statusCode(200).body(FIRST + ".connectionState", equalTo("TypeChangeRequested"));
        api.partner().get(id + "?api-version=2021-06-01").then().body(FIRST + ".connectionState", equalTo("Active"));
        api.decide(api.waiting(id, "TypeChange"), "approve").then().statusCode(200);
        api.get(id).then().body(FIRST + ".connectionState", equalTo("TypeChangeInProgress"));
        api.put(id, wanted.replace("\"useForPeeringService\":true", "\"useForPeeringService\":false"))
                .then()
                .statusCode(409)
                .body("error.target", equalTo("properties.direct.connections[0].useForPeeringService"));
        api.decide(api.waiting(id, "TypeChangeCompletion"), "approve").then().statusCode(200);
        api.get(id)
                .then()
                .body(FIRST + ".connectionState", equalTo("Active"))
                .body(FIRST + ".useForPeeringService", equalTo(true))
                .body("properties.direct.useForPeeringService", equalTo(true));
    }

    @Test
    void aChangeOfUseThatIsNotWantedAnyMoreWaitsForNobody() {
        String body = api.direct("asn1", metro, connection(A, "10.2.0.0/31"), connection(B, "10.2.0.2/31"));
        String wanted = body.replaceFirst("\"bandwidthInMbps\"", "\"useForPeeringService\":true,\"bandwidthInMbps\"");
        api.put(id, wanted).then().statusCode(200);
        api.put(id, body).then().statusCode(200).body(FIRST + ".connectionState", equalTo("TypeChangeRequested"));
        api.put(id, wanted.replace("\"useForPeeringService\":true", "\"useForPeeringService\":false"))
                .then()
                .statusCode(200)
                .body(FIRST + ".connectionState", equalTo("Active"));
        assertThat(api.waiting(id)).isEmpty();
    }

    @Test
    void aBlockerNamesItsReasonAndEndsWhereItBegan() {
        String second = "properties.direct.connections[1]";
        String body =
                "{\"peeringId\":\"" + id + "\",\"connectionIdentifier\":\"" + B + "\",\"reason\":\"no cross connect\"}";
        api.operator().body(body).post("/operator/connections/block").then().statusCode(200);
        api.partner()
                .get(id + "?api-version=2025-05-01")
                .then()
                .body(second + ".connectionState", equalTo("ExternalBlocker"))
                .body(second + ".errorMessage", equalTo("no cross connect"));
        api.get(id).then().body(second + ".connectionState", equalTo("Validating"));
        api.operator().body(body).post("/operator/connections/block").then().statusCode(409);
        api.operator().body(body).post("/operator/connections/resume").then().statusCode(200);
        api.get(id)
                .then()
                .body(second + ".connectionState", equalTo("Validating"))
                .body(second + ".errorMessage", nullValue());
        api.operator().body(body).post("/operator/connections/fail").then().statusCode(200);
        api.get(id).then().body(second + ".connectionState", equalTo("ProvisioningFailed"));
        api.operator()
                .body("{}")
                .post("/operator/connections/fail")
                .then()
                .statusCode(400)
                .body("error.details", hasSize(3));
    }
}
