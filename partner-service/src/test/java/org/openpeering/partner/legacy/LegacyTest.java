/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Observations;

/** From the operator's import to the partner's conversion. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class LegacyTest {
    private static final String FIRST = "properties.direct.connections[0]";

    @Inject
    Observations observations;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String name = "legacy-" + UUID.randomUUID();
    private final String router = "router-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
        api.router(router, metro);
        api.approvedPeerAsn("asn1", 3320);
    }

    private String legacy(String subnet) {
        return """
                {"name":"%s","sku":{"name":"Basic_Direct_Free"},"kind":"Direct","location":"centralus","properties":{
                "peeringLocation":"%s","direct":{"peerAsn":{"id":"3320"},"directPeeringType":"Edge","connections":[
                {"bandwidthInMbps":10000,"sessionAddressProvider":"Peer","bgpSession":{"sessionPrefixV4":"%s"}}]}}}""".formatted(name, metro, subnet);
    }

    private void take(String peering, boolean dryRun, int status) {
        api.operator()
                .body("{\"value\":[" + peering + "]}")
                .post("/operator/legacyPeerings/import?dryRun=" + dryRun)
                .then()
                .statusCode(status);
    }

    private String list(String query) {
        return "/subscriptions/" + api.subscription
                + "/providers/Microsoft.Peering/legacyPeerings?api-version=2022-10-01&peeringLocation="
                + metro.toUpperCase(java.util.Locale.ROOT) + "&kind=direct" + query;
    }

    @Test
    void aLegacyPeeringIsListedForItsNetworkAndConvertedUnchanged() {
        observations.session(router, "10.3.0.0", 3320, true, 1);
        take(legacy("10.3.0.0/31"), false, 200);
        Map<String, Object> listed = api.partner()
                .get(list("&asn=3320&directPeeringType=edge"))
                .then()
                .statusCode(200)
                .body("value.name", contains(name))
                .body("value[0].properties.direct.peerAsn.id", equalTo("3320"))
                .body("value[0]." + FIRST + ".connectionState", equalTo("Active"))
                .body("value[0]." + FIRST + ".bgpSession.sessionStateV4", equalTo("Established"))
                .extract()
                .jsonPath()
                .getMap("value[0]");
        api.put(api.peeringId("converted"), listed)
                .then()
                .statusCode(201)
                .body("properties.direct.peerAsn.id", equalTo(api.peerAsnId("asn1")))
                .body(FIRST + ".connectionState", equalTo("PendingApproval"));
        api.partner().get(list("")).then().body("value", empty());
        api.decide(api.waiting(api.peeringId("converted"), "LegacyConversion"), "approve")
                .then()
                .statusCode(200);
        api.get(api.peeringId("converted")).then().body(FIRST + ".connectionState", equalTo("Active"));
        take(legacy("10.3.0.0/31"), true, 409);
    }

    @Test
    void whatIsChangedIsNamed() {
        take(legacy("10.3.1.0/31"), false, 200);
        api.put(api.peeringId("c"), api.directOf("Premium_Direct_Free", "asn1", metro, """
                                {"bandwidthInMbps":20000,"sessionAddressProvider":"Peer",
                                "bgpSession":{"sessionPrefixV4":"10.3.1.0/31"}}"""))
                .then()
                .statusCode(409)
                .body("error.details.target", hasItems("sku.name", "properties.direct.connections[0].bandwidthInMbps"))
                .body("error.details.code", hasItem("ChangeNotAllowed"));
    }

    @Test
    void aDryRunTellsAndStoresNothing() {
        api.operator()
                .body("{\"value\":[" + legacy("10.3.2.0/31") + "]}")
                .post("/operator/legacyPeerings/import")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("added", contains(name));
        api.partner().get(list("")).then().body("value", empty());
        take(legacy("10.3.2.0/31"), false, 200);
        api.operator()
                .body("{\"value\":[" + legacy("10.3.2.0/31") + "]}")
                .post("/operator/legacyPeerings/import?dryRun=false")
                .then()
                .body("unchanged", equalTo(1))
                .body("added", empty());
        new Api().partner().get(list("")).then().statusCode(403);
    }

    @Test
    void everythingWrongWithAnImportIsToldAtOnce() {
        String twice = legacy("10.3.3.0/31");
        api.operator()
                .body("{\"value\":[" + twice + "," + twice.replace(name, name + "-b") + ","
                        + twice.replace(metro, "Nowhere").replace(name, name + "-c") + ","
                        + twice.replace("10000", "7").replace(name, name + "-d") + "]}")
                .post("/operator/legacyPeerings/import?dryRun=false")
                .then()
                .statusCode(409)
                .body(
                        "error.details.target",
                        hasItems(
                                "value[1].properties",
                                "value[2].properties.peeringLocation",
                                "value[3].properties.direct.connections[0].bandwidthInMbps"));
        api.partner().get(list("")).then().body("value", empty());
    }

    @Test
    void aNameThatIsGivenTwiceIsAConflict() {
        api.operator()
                .body("{\"value\":[" + legacy("10.3.5.0/31") + "," + legacy("10.3.5.2/31") + "]}")
                .post("/operator/legacyPeerings/import?dryRun=false")
                .then()
                .statusCode(409)
                .body("error.target", equalTo("value[1].name"));
    }

    @Test
    void whatIsImportedAgainGivesItsOldAddressesUp() {
        String before = legacy("10.3.6.0/31");
        take(before, false, 200);
        api.operator()
                .body("{\"value\":[" + before + "," + legacy("10.3.6.2/31").replace(name, name + "-b") + "]}")
                .post("/operator/legacyPeerings/import?dryRun=false")
                .then()
                .statusCode(200)
                .body("added", contains(name + "-b"))
                .body("changed", empty())
                .body("unchanged", equalTo(1));
        api.operator()
                .body("{\"value\":[" + legacy("10.3.6.4/31") + "]}")
                .post("/operator/legacyPeerings/import?dryRun=false")
                .then()
                .statusCode(200)
                .body("changed", contains(name));
        take(before.replace(name, name + "-c"), false, 200);
        api.partner().get(list("")).then().body("value.name", contains(name, name + "-b", name + "-c"));
    }

    @Test
    void aBareNumberNeedsALegacyPeeringAndAnApprovedPeerAsn() {
        String body = api.direct("asn1", metro, Api.connection(UUID.randomUUID().toString(), "10.3.4.0/31"));
        api.put(api.peeringId("x"), body.replace(api.peerAsnId("asn1"), "3320"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeerAsnNotFound"));
        api.put(api.peeringId("x"), body.replace(api.peerAsnId("asn1"), "64512"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeerAsnNotFound"));
        api.partner()
                .get("/subscriptions/" + api.subscription
                        + "/providers/Microsoft.Peering/legacyPeerings?api-version=2021-06-01")
                .then()
                .statusCode(400)
                .body("error.details.target", contains("peeringLocation", "kind"));
    }
}
