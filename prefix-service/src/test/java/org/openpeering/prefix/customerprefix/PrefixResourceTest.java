/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixResourceTest {
    private static final String OVERLAP = "Prefix overlaps with an existing prefix, contact Peering Service provider";

    private final Network network = new Network();

    private Partner partner;
    private String subscription;
    private Api api;
    private String block;
    private String key;

    @BeforeEach
    void customerWithAKey() throws Exception {
        partner = network.partner();
        subscription = Network.subscription();
        api = new Api(subscription, "Contributor");
        block = Network.freshPrefix();
        key = register("r1", block);
        api.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
    }

    private String register(String name, String prefix) {
        return new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), name), prefixBody(prefix))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    private Api otherCustomer() {
        Api other = new Api(Network.subscription(), "Owner");
        other.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        return other;
    }

    @Test
    void answersInAzuresShape() {
        api.put(prefix("s", "Prefix-1"), prefixBody(block, key))
                .then()
                .statusCode(201)
                .body("name", equalTo("Prefix-1"))
                .body("id", equalTo(api.url(prefix("s", "Prefix-1"))))
                .body("type", equalTo("Microsoft.Peering/peeringServices/prefixes"))
                .body("properties.prefix", equalTo(block))
                .body("properties.prefixValidationState", equalTo("Pending"))
                .body("properties.learnedType", equalTo("None"))
                .body("properties.peeringServicePrefixKey", equalTo(key))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.events", nullValue());
    }

    @Test
    void isTheSameAgainWithAndWithoutTheKey() {
        String tag = api.put(prefix("s", "p"), prefixBody(block, key)).header("ETag");

        assertThat(api.put(prefix("s", "p"), prefixBody(block, key))
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"))
                .isEqualTo(tag);
        api.put(prefix("s", "P"), prefixBody(block))
                .then()
                .statusCode(200)
                .body("properties.peeringServicePrefixKey", equalTo(key));
    }

    @Test
    void showsTheKeyToWritersOnly() {
        api.put(prefix("s", "p"), prefixBody(block, key));

        new Api(subscription, "Reader")
                .get(prefix("s", "p"))
                .then()
                .statusCode(200)
                .body("properties.peeringServicePrefixKey", nullValue());
    }

    @Test
    void answersUnknownAndForeignKeysAlike() {
        String other = register("r2", Network.freshPrefix());
        String unknown = UUID.randomUUID().toString();

        String first = api.put(prefix("s", "p"), prefixBody(block, other))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPeeringServicePrefixKey"))
                .body("error.target", equalTo("properties.peeringServicePrefixKey"))
                .extract()
                .asString();
        String second = api.put(prefix("s", "p"), prefixBody(block, unknown))
                .then()
                .statusCode(400)
                .extract()
                .asString();

        assertThat(first).isEqualTo(second);
    }

    @Test
    void refusesAKeyOfAnotherProvider() throws Exception {
        Partner other = network.partner();
        api.put(service("elsewhere"), serviceBody(other.provider(), other.metro()))
                .then()
                .statusCode(201);

        api.put(prefix("elsewhere", "p"), prefixBody(block, key))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPeeringServicePrefixKey"))
                .body(
                        "error.message",
                        equalTo("The peering service prefix key is not one of the provider '" + other.provider()
                                + "'."));
    }

    @Test
    void hasOneWinnerAmongManyThatClaimItAtOnce() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api other = otherCustomer();
            calls.add(() -> other.put(prefix("s", "p"), prefixBody(block, key)).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(10)) {
            for (Future<Integer> call : pool.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void isNotKeptFromItsOwnerByWhoNamedItFirst() {
        Api squatter = otherCustomer();
        squatter.put(prefix("s", "p"), prefixBody(block)).then().statusCode(201);

        api.put(prefix("s", "p"), prefixBody(block)).then().statusCode(409).body("error.message", equalTo(OVERLAP));
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    @Test
    void doesNotOverlapWithAnotherServicesPrefix() {
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
        String half = block.replace("/24", "/25");
        String halfKey = register("half", half);
        Api other = otherCustomer();

        other.put(prefix("s", "p"), prefixBody(half, halfKey))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("Conflict"))
                .body("error.message", equalTo(OVERLAP));
        other.put(prefix("s", "p"), prefixBody(half)).then().statusCode(409);
        api.put(prefix("s", "half"), prefixBody(half, halfKey)).then().statusCode(201);
        api.put(prefix("s", "twice"), prefixBody(block)).then().statusCode(409);
    }

    @Test
    void takesAKeyLater() {
        api.put(prefix("s", "p"), prefixBody(block)).then().statusCode(201);

        api.put(prefix("s", "p"), prefixBody(block, key))
                .then()
                .statusCode(200)
                .body("properties.peeringServicePrefixKey", equalTo(key))
                .body("properties.prefixValidationState", equalTo("Pending"));
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).hasSize(1);
    }

    @Test
    void keepsItsPrefix() {
        api.put(prefix("s", "p"), prefixBody(block, key));

        api.put(prefix("s", "p"), prefixBody(Network.freshPrefix()))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ChangeNotAllowed"));
    }

    @Test
    void needsItsService() {
        api.put(prefix("none", "p"), prefixBody(block, key))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
        api.get(service("none") + "/prefixes").then().statusCode(404);
        api.get(prefix("s", "none")).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @Test
    void isListedAndDeleted() {
        api.put(prefix("s", "p"), prefixBody(block, key));

        api.get(service("s") + "/prefixes")
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].type", equalTo("Microsoft.Peering/peeringServices/prefixes"));
        api.delete(prefix("s", "p")).then().statusCode(200);
        api.delete(prefix("s", "p")).then().statusCode(204);
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).isEmpty();
    }

    @Test
    void expandsEventsAndNothingElse() {
        api.put(prefix("s", "p"), prefixBody(block, key));

        api.given()
                .queryParam("$expand", "EVENTS")
                .get(api.url(prefix("s", "p")))
                .then()
                .statusCode(200)
                .body("properties.events", hasSize(0));
        api.given()
                .queryParam("$expand", "routes")
                .get(api.url(prefix("s", "p")))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("$expand"));
    }
}
