/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.openpeering.kit.testing.Tokens;

/** Calls the service as one partner and as the operator. */
public final class Api {
    public static final String VERSION = "?api-version=2022-10-01";

    public final String subscription = UUID.randomUUID().toString();
    private final String partner = Tokens.of("partner", "/subscriptions/" + subscription + "/Owner");
    private final String operator = Tokens.of("operator", "/operators");

    public RequestSpecification partner() {
        return given().header("Authorization", "Bearer " + partner).contentType("application/json");
    }

    public RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + operator).contentType("application/json");
    }

    /** Another operator than the usual one. */
    public RequestSpecification operator(String name) {
        return given().header("Authorization", "Bearer " + Tokens.of(name, "/operators"))
                .contentType("application/json");
    }

    public String peerAsnId(String name) {
        return "/subscriptions/" + subscription + "/providers/Microsoft.Peering/peerAsns/" + name;
    }

    public String peeringId(String name) {
        return "/subscriptions/" + subscription + "/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + name;
    }

    public Response put(String id, Object body) {
        return partner().body(body).put(id + VERSION);
    }

    public Response get(String id) {
        return partner().get(id + VERSION);
    }

    public Response delete(String id) {
        return partner().delete(id + VERSION);
    }

    public void metro(String name) {
        operator().body("""
                {"country":"DE","latitude":50.11,"longitude":8.68}""").put("/operator/catalogue/metros/" + name);
    }

    /** Puts an entry of the catalogue. */
    public void catalogue(String path, String body) {
        operator().body(body).put("/operator/catalogue/" + path).then().statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    /** The entries of a list, page by page. */
    public List<JsonNode> all(String firstPage) {
        List<JsonNode> entries = new ArrayList<>();
        for (String page = firstPage; page != null; ) {
            JsonNode answer = Examples.parse(partner()
                    .urlEncodingEnabled(false)
                    .get(page)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            answer.get("value").forEach(entries::add);
            page = answer.path("nextLink").asText(null);
        }
        return entries;
    }

    public void router(String name, String metro) {
        operator()
                .body("{\"metro\":\"" + metro + "\",\"addresses\":[\"127.0.0.11\"]}")
                .put("/operator/edgeRouters/" + name)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    public static String peerAsn(long asn) {
        return """
                {"properties":{"peerAsn":%d,"peerName":"Contoso","peerContactDetail":[
                {"role":"Noc","email":"noc@contoso.com","phone":"+1 (234) 567-8999"}]}}""".formatted(asn);
    }

    /** The PeerAsn, approved. */
    public void approvedPeerAsn(String name, long asn) {
        put(peerAsnId(name), peerAsn(asn)).then().statusCode(201);
        decide(waiting(peerAsnId(name)).getFirst(), "approve");
    }

    /** Ids of the items that wait for a resource. */
    public List<String> waiting(String resourceId) {
        List<String> ids = new ArrayList<>();
        for (String page = "/operator/approvals?state=Waiting"; page != null; ) {
            JsonPath items = operator().urlEncodingEnabled(false).get(page).jsonPath();
            ids.addAll(items.getList("value.findAll { it.resourceId == '" + resourceId + "' }.id"));
            page = items.getString("nextLink");
        }
        return ids;
    }

    /** The waiting item of a kind, which must be there. */
    public String waiting(String resourceId, String kind) {
        return operator()
                .queryParam("state", "Waiting")
                .queryParam("resourceId", resourceId)
                .queryParam("kind", kind)
                .get("/operator/approvals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("value[0].id");
    }

    /** The peering with all its connections provisioned; each then waits for its session. */
    public void provisioned(String peeringId) {
        for (int step = 0; step < 2; step++) {
            waiting(peeringId).forEach(item -> decide(item, "approve").then().statusCode(200));
        }
    }

    public Response post(String path, String body) {
        return partner().body(body).post(path + VERSION);
    }

    public Response decide(String item, String verb) {
        return operator().body("{\"reason\":\"because\"}").post("/operator/approvals/" + item + "/" + verb);
    }

    public String direct(String peerAsnName, String metro, String... connections) {
        return directOf("Basic_Direct_Free", peerAsnName, metro, connections);
    }

    public String directOf(String sku, String peerAsnName, String metro, String... connections) {
        return """
                {"sku":{"name":"%s"},"kind":"Direct","location":"eastus","properties":{"peeringLocation":"%s",
                "direct":{"peerAsn":{"id":"%s"},"connections":[%s]}}}""".formatted(sku, metro, peerAsnId(peerAsnName), String.join(",", connections));
    }

    public static String connection(String identifier, String prefixV4) {
        return """
                {"bandwidthInMbps":10000,"sessionAddressProvider":"Peer","peeringDBFacilityId":99999,
                "connectionIdentifier":"%s","bgpSession":{"sessionPrefixV4":"%s","maxPrefixesAdvertisedV4":1000,
                "md5AuthenticationKey":"very-secret"}}""".formatted(identifier, prefixV4);
    }
}
