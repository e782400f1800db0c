/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PeeringServiceResourceTest {
    @Inject
    Network network;

    @Inject
    ObjectMapper json;

    private String subscription;
    private Api api;
    private Partner partner;

    @BeforeEach
    void customer() throws Exception {
        partner = network.partner();
        subscription = Network.subscription();
        api = new Api(subscription, "Contributor");
    }

    private Map<String, Object> body() {
        return new HashMap<>(serviceBody(partner.provider(), partner.metro()));
    }

    @Test
    void answersInAzuresShape() {
        Map<String, Object> body = body();
        body.put("tags", Map.of("tag0", "value0"));
        body.put("sku", Map.of("name", "Basic"));

        api.put(service("Site-1"), body)
                .then()
                .statusCode(201)
                .body("name", equalTo("Site-1"))
                .body("type", equalTo("Microsoft.Peering/peeringServices"))
                .body("location", equalTo("eastus"))
                .body("tags.tag0", equalTo("value0"))
                .body("sku.name", equalTo("Basic"))
                .body("properties.peeringServiceLocation", equalTo("state1"))
                .body("properties.peeringServiceProvider", equalTo(partner.provider()))
                .body("properties.providerPrimaryPeeringLocation", equalTo(partner.metro()))
                .body("properties.providerBackupPeeringLocation", nullValue())
                .body("properties.provisioningState", equalTo("Succeeded"));
        api.get(service("SITE-1")).then().statusCode(200).body("name", equalTo("Site-1"));
    }

    /** More than fits into the buffer with which a request is read by default. */
    @Test
    void takesAllTheTagsThatMayBe() {
        Map<String, Object> body = body();
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            tags.put("tag" + i + "-" + "n".repeat(500), "v".repeat(256));
        }
        body.put("tags", tags);

        api.put(service("tagged"), body).then().statusCode(201);
        api.get(service("tagged")).then().statusCode(200).body("tags.size()", equalTo(50));
        tags.replaceAll((_, value) -> value.replace('v', 'w'));
        api.given()
                .body(Map.of("tags", tags))
                .patch(api.url(service("tagged")))
                .then()
                .statusCode(200);
    }

    @Test
    void changesItsRevisionOnlyWhenSomethingChanges() {
        String first = api.put(service("s"), body()).header("ETag");
        assertThat(api.put(service("s"), body())
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"))
                .isEqualTo(first);

        Map<String, Object> tagged = body();
        tagged.put("tags", Map.of("a", "b"));
        assertThat(api.put(service("s"), tagged)
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"))
                .isNotEqualTo(first);
    }

    @Test
    void keepsProviderAndLocations() throws Exception {
        api.put(service("s"), body()).then().statusCode(201);
        Partner other = network.partner();

        api.put(service("s"), serviceBody(other.provider(), other.metro()))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ChangeNotAllowed"));
        Map<String, Object> moved = body();
        moved.put("location", "westus");
        api.put(service("s"), moved).then().statusCode(409).body("error.target", equalTo("location"));
        moved.put("location", "East US");
        api.put(service("s"), moved).then().statusCode(200);
    }

    @Test
    void needsAProviderAndItsLocations() {
        api.put(service("s"), serviceBody("Nobody", partner.metro()))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeeringServiceProviderNotFound"));
        api.put(service("s"), serviceBody(partner.provider(), "Atlantis"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeeringLocationNotFound"))
                .body("error.target", equalTo("properties.providerPrimaryPeeringLocation"));
        Map<String, Object> body = body();
        body.remove("location");
        api.put(service("s"), body).then().statusCode(400).body("error.target", equalTo("location"));
    }

    @Test
    void findsAProviderThatOnlyItsOwnerKnowsYet() throws Exception {
        Provider fresh = new Provider("Fresh " + subscription, 1, List.of(new Asn(64500)), List.of("Rome", "Oslo"));
        RestAssured.given()
                .body(json.writeValueAsString(List.of(fresh)))
                .put(ConfigProvider.getConfig().getValue("openpeering.partner-url", String.class) + "/subscriptions/"
                        + subscription + "/providers/Microsoft.Peering/peeringServiceProviders");

        Map<String, Object> body = new HashMap<>(serviceBody("FRESH " + subscription, "rome"));
        body.put(
                "properties",
                Map.of(
                        "peeringServiceLocation", "state1",
                        "peeringServiceProvider", "FRESH " + subscription,
                        "providerPrimaryPeeringLocation", "rome",
                        "providerBackupPeeringLocation", "Oslo"));
        api.put(service("s"), body)
                .then()
                .statusCode(201)
                .body("properties.providerBackupPeeringLocation", equalTo("Oslo"));
    }

    @Test
    void takesTagsByPatchAndNothingElse() {
        api.put(service("s"), body());

        api.given()
                .body("{\"tags\":{\"a\":\"1\",\"b\":null},\"location\":\"elsewhere\"}")
                .patch(api.url(service("s")))
                .then()
                .statusCode(200)
                .body("tags", equalTo(Map.of("a", "1")))
                .body("location", equalTo("eastus"));
        api.given()
                .body("{\"tags\":{\"a/b\":\"1\"}}")
                .patch(api.url(service("s")))
                .then()
                .statusCode(400);
        api.given().body("{\"tags\":{}}").patch(api.url(service("none"))).then().statusCode(404);
    }

    @Test
    void isListedPageByPage() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 103; i++) {
            String name = "s%03d".formatted(i);
            api.put(service(name), body()).then().statusCode(201);
            made.add(name);
        }

        Set<String> listed = new HashSet<>();
        Response page = api.get("/providers/Microsoft.Peering/peeringServices");
        page.then().statusCode(200).body("value", hasSize(100));
        listed.addAll(page.path("value.name"));
        String next = page.path("nextLink");
        Response last = RestAssured.given()
                .header("Authorization", "Bearer " + api.token())
                .urlEncodingEnabled(false)
                .get(next);
        last.then().statusCode(200).body("value", hasSize(3)).body("nextLink", nullValue());
        listed.addAll(last.path("value.name"));

        assertThat(listed).isEqualTo(made);
        api.get("/resourceGroups/RG/providers/Microsoft.Peering/peeringServices")
                .then()
                .body("value", hasSize(100));
        api.get("/resourceGroups/other/providers/Microsoft.Peering/peeringServices")
                .then()
                .body("value", hasSize(0));
    }

    @Test
    void isDeletedOnce() {
        api.put(service("s"), body());

        api.delete(service("s")).then().statusCode(200);
        api.delete(service("s")).then().statusCode(204);
        api.get(service("s")).then().statusCode(404);
    }
}
