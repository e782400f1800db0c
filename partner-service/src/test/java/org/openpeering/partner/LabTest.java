/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.partner.Examples.assertCovers;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.kit.testing.ServiceTestResource;

/** Lab mode: the contract's own examples go through in every api-version, and nobody has to decide anything. */
@QuarkusTest
@TestProfile(LabTest.Lab.class)
@WithTestResource(ServiceTestResource.class)
class LabTest {
    /** Switches the lab on. */
    public static class Lab implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("openpeering.lab", "true", "openpeering.probe.source-prefixes", "192.0.2.0/28");
        }
    }

    private static final String METRO = "peeringLocation0";

    private final Api api = new Api();
    private final String peerAsn = api.peerAsnId("myAsn1");
    private final String peering = api.peeringId("peeringName");

    @BeforeEach
    void theNetworkOfTheExamples() {
        api.metro(METRO);
        operator("catalogue/metros/" + METRO + "/facilities/99999", """
                {"address":"1 Example Street","directPeeringTypes":["Edge","IxRs","PeerProp"]}""");
        operator("catalogue/metros/" + METRO + "/exchanges/99999", """
                {"exchangeName":"Example IX","ports":[{"bandwidthInMbps":10000,
                "microsoftIPv4Address":"192.168.3.1","microsoftIPv6Address":"fd00::1:1"}]}""");
        operator("addressPools/v4", "{\"metro\":\"" + METRO + "\",\"prefix\":\"192.168.1.0/24\"}");
        operator("addressPools/v6", "{\"metro\":\"" + METRO + "\",\"prefix\":\"fd00:1::/64\"}");
    }

    private void operator(String path, String body) {
        assertThat(api.operator().body(body).put("/operator/" + path).statusCode())
                .isLessThan(300);
    }

    private Response call(String verb, String id, ApiVersion version, JsonNode body) {
        var request = api.partner();
        if (!body.isMissingNode()) {
            request.body(body.toString().replace("/subscriptions/subId/", "/subscriptions/" + api.subscription + "/"));
        }
        return request.request(verb, id + "?api-version=" + version);
    }

    private void covers(JsonNode example, int status, Response answer) {
        JsonNode body =
                Examples.parse(answer.then().statusCode(status).extract().asString());
        assertCovers("", example.at("/responses/" + status + "/body"), body);
    }

    private void put(String id, ApiVersion version, JsonNode example, String parameter) {
        covers(example, 201, call("PUT", id, version, example.at("/parameters/" + parameter)));
        covers(example, 200, call("PUT", id, version, example.at("/parameters/" + parameter)));
    }

    /** Deletes as often as the example has answers. */
    private void gone(String id, ApiVersion version, String example) {
        JsonNode responses = Examples.read(example, version).at("/responses");
        assertThat(responses.fieldNames()).toIterable().containsExactly("200", "204");
        JsonNode none = Examples.parse("{}").at("/none");
        call("DELETE", id, version, none).then().statusCode(200);
        call("DELETE", id, version, none).then().statusCode(204);
    }

    @ParameterizedTest
    @EnumSource
    void theExamplesOfPeerAsns(ApiVersion version) {
        JsonNode none = Examples.parse("{}").at("/none");
        put(peerAsn, version, Examples.read("CreatePeerAsn", version), "peerAsn");
        covers(Examples.read("GetPeerAsn", version), 200, call("GET", peerAsn, version, none));
        String all = peerAsn.substring(0, peerAsn.lastIndexOf('/'));
        covers(Examples.read("ListPeerAsnsBySubscription", version), 200, call("GET", all, version, none));
        gone(peerAsn, version, "DeletePeerAsn");
    }

    static Stream<Arguments> creations() {
        return Stream.of(ApiVersion.values())
                .flatMap(version -> Stream.of(
                                "CreateDirectPeering", "CreateExchangePeering", "CreatePeeringWithExchangeRouteServer")
                        .map(name -> Arguments.of(version, name)));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void theExamplesOfPeerings(ApiVersion version, String name) {
        JsonNode none = Examples.parse("{}").at("/none");
        call("PUT", peerAsn, version, Examples.read("CreatePeerAsn").at("/parameters/peerAsn"))
                .then()
                .statusCode(201)
                .body("properties.validationState", equalTo("Pending"));
        api.get(peerAsn).then().body("properties.validationState", equalTo("Approved"));
        put(peering, version, Examples.read(name, version), "peering");
        String kind = name.contains("ExchangePeering") ? "exchange" : "direct";
        api.get(peering)
                .then()
                .body(
                        "properties." + kind + ".connections.connectionState",
                        both(not(emptyIterable())).and(everyItem(equalTo("Active"))));
        // The answers of these two examples are of an exchange peering.
        JsonNode tags = Examples.read("UpdatePeeringTags", version);
        Response patched = call("PATCH", peering, version, tags.at("/parameters/tags"));
        patched.then().statusCode(200).body("tags.size()", greaterThan(0));
        if (kind.equals("exchange")) {
            covers(tags, 200, patched);
            covers(Examples.read("GetPeering", version), 200, call("GET", peering, version, none));
        }
        String ofGroup = peering.substring(0, peering.lastIndexOf('/'));
        call("GET", ofGroup, version, none).then().statusCode(200).body("value.name", hasItem("peeringName"));
        call("GET", ofGroup.replace("/resourceGroups/rg", ""), version, none)
                .then()
                .statusCode(200)
                .body("value.id", hasItem(peering));
        gone(peering, version, "DeletePeering");
    }

    @ParameterizedTest
    @EnumSource
    void theExamplesOfListsAndLegacyPeerings(ApiVersion version) {
        JsonNode none = Examples.parse("{}").at("/none");
        call("PUT", peerAsn, version, Examples.read("CreatePeerAsn").at("/parameters/peerAsn"));
        JsonNode legacy = Examples.read("ListLegacyPeerings", version);
        Response imported = api.operator()
                .body(legacy.at("/responses/200/body").toString().replace("peeringName", "legacy-" + version))
                .post("/operator/legacyPeerings/import?dryRun=false");
        imported.then().statusCode(200);
        String list = "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/legacyPeerings?api-version="
                + version + "&peeringLocation=" + METRO + "&kind=Exchange&directPeeringType=Edge&asn=65000";
        covers(legacy, 200, api.partner().get(list));

        JsonNode request = Examples.read("CreateExchangePeering", version).at("/parameters/peering");
        call("PUT", peering, version, request).then().statusCode(201);
        String ofGroup = peering.substring(0, peering.lastIndexOf('/'));
        JsonNode example = Examples.read("ListPeeringsByResourceGroup", version);
        JsonNode answer = Examples.parse(call("GET", ofGroup, version, none).asString());
        // The example's list has a direct peering as well; each kind is covered by its own example.
        JsonNode exchange = Stream.of(0, 1)
                .map(i -> example.at("/responses/200/body/value/" + i))
                .filter(item -> item.path("kind").asText().equals("Exchange"))
                .findFirst()
                .orElseThrow();
        assertCovers("", exchange, answer.at("/value/0"));
        gone(peering, version, "DeletePeering");
    }

    @Test
    void aCallerNeverSeesWhatItsVersionDoesNotHave() {
        JsonNode example =
                Examples.read("CreateDirectPeering", ApiVersion.V2025_05_01).at("/parameters/peering");
        String newest =
                example.toString().replace("\"directPeeringType\":\"Edge\"", "\"directPeeringType\":\"PeerProp\"");
        call(
                "PUT",
                peerAsn,
                ApiVersion.V2025_05_01,
                Examples.read("CreatePeerAsn").at("/parameters/peerAsn"));
        call("PUT", peering, ApiVersion.V2022_10_01, Examples.parse(newest))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.direct.directPeeringType"));
        call("PUT", peering, ApiVersion.V2025_05_01, Examples.parse(newest))
                .then()
                .statusCode(201)
                .body("properties.connectivityProbes[0].prefixesToAccesslist", equalTo(List.of("192.0.2.0/28")));
        String older = call(
                        "GET",
                        peering,
                        ApiVersion.V2021_06_01,
                        Examples.parse("{}").at("/none"))
                .then()
                .statusCode(200)
                .body("properties.direct.directPeeringType", equalTo("Edge"))
                .body("properties.connectivityProbes", nullValue())
                .extract()
                .asString();
        // What an older caller was shown it may send back, and nothing is lost by it.
        call("PUT", peering, ApiVersion.V2021_06_01, Examples.parse(older))
                .then()
                .statusCode(200);
        call("GET", peering, ApiVersion.V2025_05_01, Examples.parse("{}").at("/none"))
                .then()
                .body("properties.direct.directPeeringType", equalTo("PeerProp"))
                .body("properties.connectivityProbes.size()", greaterThan(0));
        call(
                        "DELETE",
                        peering.toUpperCase(Locale.ROOT).replace("MICROSOFT.PEERING", "microsoft.peering"),
                        ApiVersion.V2025_05_01,
                        Examples.parse("{}").at("/none"))
                .then()
                .statusCode(200);
    }

    @Test
    void theDecisionsOfTheLabAreOnRecord() {
        call(
                        "PUT",
                        peerAsn,
                        ApiVersion.V2025_05_01,
                        Examples.read("CreatePeerAsn").at("/parameters/peerAsn"))
                .then()
                .statusCode(201);
        api.operator()
                .queryParam("resourceId", peerAsn)
                .get("/operator/approvals?state=approved")
                .then()
                .statusCode(200)
                .body("value.decision.by", equalTo(List.of("lab")));
        api.operator().get("/operator/approvals?state=nonsense").then().statusCode(400);
    }
}
