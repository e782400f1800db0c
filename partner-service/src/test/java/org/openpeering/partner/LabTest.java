/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.testing.ServiceTestResource;

/** Lab mode: the contract's own examples go through, and nobody has to decide anything. */
@QuarkusTest
@TestProfile(LabTest.Lab.class)
@WithTestResource(ServiceTestResource.class)
class LabTest {
    /** Switches the lab on. */
    public static class Lab implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("openpeering.lab", "true");
        }
    }

    private final String metro = "Metro-" + UUID.randomUUID();
    private final ObjectMapper json = new ObjectMapper();
    private Api api;

    @BeforeEach
    void setUp() throws IOException {
        api = new Api();
        api.metro(metro);
        JsonNode example = example("CreatePeerAsn");
        api.put(api.peerAsnId("myAsn1"), example.at("/parameters/peerAsn").toString())
                .then()
                .statusCode(201)
                .body("properties.validationState", equalTo("Pending"));
        api.get(api.peerAsnId("myAsn1")).then().body("properties.validationState", equalTo("Approved"));
    }

    @ParameterizedTest
    @CsvSource({
        "CreateDirectPeering,direct",
        "CreateExchangePeering,exchange",
        "CreatePeeringWithExchangeRouteServer,direct",
    })
    void theContractsExamplesAreAnsweredWithAllTheirMembers(String name, String kind) throws IOException {
        JsonNode example = example(name);
        ObjectNode body = (ObjectNode) example.at("/parameters/peering");
        ((ObjectNode) body.get("properties")).put("peeringLocation", metro);
        ((ObjectNode) body.at("/properties/" + kind + "/peerAsn")).put("id", api.peerAsnId("myAsn1"));
        JsonNode answer = json.readTree(api.put(api.peeringId("peeringName"), body.toString())
                .then()
                .statusCode(201)
                .body("properties." + kind + ".connections.connectionState", everyItem(equalTo("PendingApproval")))
                .extract()
                .asString());
        assertCovers("", example.at("/responses/201/body"), answer);
        api.get(api.peeringId("peeringName"))
                .then()
                .body("properties." + kind + ".connections.connectionState", everyItem(equalTo("Active")));
        assertThat(api.waiting(api.peeringId("peeringName"))).isEmpty();
    }

    @Test
    void theDecisionsOfTheLabAreOnRecord() {
        api.operator()
                .get("/operator/approvals?state=approved")
                .then()
                .statusCode(200)
                .body("value.decision.by", everyItem(equalTo("lab")));
        api.operator().get("/operator/approvals?state=nonsense").then().statusCode(400);
    }

    /** Every member of the example is there with the same JSON type; secrets and the exchange's addresses are not. */
    private static void assertCovers(String path, JsonNode example, JsonNode answer) {
        assertThat(answer.getNodeType()).as(path).isEqualTo(example.getNodeType());
        example.properties().forEach(member -> {
            String name = member.getKey();
            boolean left = name.equals("md5AuthenticationKey") || name.startsWith("microsoftSession");
            if (!left) {
                assertThat(answer.has(name)).as(path + "." + name).isTrue();
                assertCovers(path + "." + name, member.getValue(), answer.get(name));
            }
        });
        for (int i = 0; example.isArray() && i < example.size(); i++) {
            assertCovers(path + "[" + i + "]", example.get(i), answer.get(i));
        }
    }

    private JsonNode example(String name) throws IOException {
        try (var in = LabTest.class.getResourceAsStream("/examples/" + name + ".json")) {
            return json.readTree(in);
        }
    }
}
