/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegisteredPrefixResourceTest {
    @Inject
    Network network;

    @Inject
    ObjectMapper json;

    @Inject
    Sql sql;

    private Partner partner;
    private Api api;
    private String prefix;

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        prefix = Network.freshPrefix();
    }

    private String path(String name) {
        return registration(partner.peering(), name);
    }

    @Test
    void answersInAzuresShapeWithTheKeyAtOnce() {
        api.put(path("Customer-1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .header("ETag", matchesPattern("\"[0-9]+\""))
                .body("name", equalTo("Customer-1"))
                .body("id", equalTo(api.url(path("Customer-1"))))
                .body("type", equalTo("Microsoft.Peering/peerings/registeredPrefixes"))
                .body("properties.prefix", equalTo(prefix))
                .body("properties.prefixValidationState", equalTo("Pending"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.peeringServicePrefixKey", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void isTheSameAgainWithoutANewRevisionWhateverTheCase() {
        Response first = api.put(path("r1"), prefixBody(prefix));
        Response again = api.put(
                "/RESOURCEGROUPS/RG/providers/microsoft.peering/PEERINGS/" + partner.peering()
                        + "/registeredprefixes/R1",
                prefixBody(prefix));

        again.then().statusCode(200).body("name", equalTo("r1"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.<String>path("properties.peeringServicePrefixKey"))
                .isEqualTo(first.path("properties.peeringServicePrefixKey"));
    }

    @Test
    void keepsThePrefixThatItWasMadeWith() {
        api.put(path("r1"), prefixBody(prefix));

        api.put(path("r1"), prefixBody(Network.freshPrefix()))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ChangeNotAllowed"));
    }

    @Test
    void isRefusedWhereThePrefixIsRegisteredAlready() throws Exception {
        api.put(path("r1"), prefixBody(prefix)).then().statusCode(201);
        Partner other = network.partner();

        new Api(other.subscription(), "Owner")
                .put(registration(other.peering(), "r1"), prefixBody(prefix))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PrefixAlreadyRegistered"));
    }

    @Test
    void hasOneWinnerAmongAHundredAtOnce() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "r" + i;
            calls.add(() -> api.put(path(name), prefixBody(prefix)).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
            for (Future<Integer> call : pool.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).hasSize(100).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void hasOneResourceAndOneKeyAfterManyEqualCallsAtOnce() throws Exception {
        List<Callable<Response>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(() -> api.put(path("same"), prefixBody(prefix)));
        }
        List<Integer> statuses = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(10)) {
            for (Future<Response> call : pool.invokeAll(calls)) {
                statuses.add(call.get().statusCode());
                keys.add(call.get().path("properties.peeringServicePrefixKey"));
            }
        }

        assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(keys).hasSize(1);
    }

    @Test
    void showsTheKeyToWritersOnlyAndStoresItsHash() {
        String key = api.put(path("r1"), prefixBody(prefix)).path("properties.peeringServicePrefixKey");
        Api reader = new Api(partner.subscription(), "Reader");

        api.get(path("r1")).then().body("properties.peeringServicePrefixKey", equalTo(key));
        reader.get(path("r1"))
                .then()
                .statusCode(200)
                .body("properties.prefix", equalTo(prefix))
                .body("properties.peeringServicePrefixKey", nullValue());
        reader.get("/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + partner.peering()
                        + "/registeredPrefixes")
                .then()
                .body("value", hasSize(1))
                .body("value[0].properties.peeringServicePrefixKey", nullValue());
        long hashed = sql.get(
                "select count(*) as n from prefix_key where key_hash = sha256(?::bytea)", row -> row.number("n"), key);
        assertThat(hashed).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithAPrefix() {
        api.put(path("r1"), prefixBody("127.0.0.0/8"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPrefix"))
                .body("error.target", equalTo("properties.prefix"));
        api.put(path("r1"), prefixBody("10.0.0.1/24")).then().statusCode(400);
        api.put(path("r1"), "{}").then().statusCode(400).body("error.code", equalTo("InvalidParameter"));
        api.put(path("bad name"), prefixBody(prefix))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceName"));
    }

    @Test
    void acceptsIpv6() {
        api.put(path("r6"), prefixBody("2001:DB8:" + Long.toHexString(System.nanoTime() & 0xffff) + "::/48"))
                .then()
                .statusCode(201)
                .body("properties.prefix", matchesPattern("2001:db8:.*::/48"));
    }

    @Test
    void isDeletedOnceAndItsKeyWithIt() {
        api.put(path("r1"), prefixBody(prefix));
        assertThat(network.monitored(prefix)).isPresent();

        api.delete(path("r1")).then().statusCode(200).body(equalTo(""));
        api.delete(path("r1")).then().statusCode(204);

        assertThat(network.monitored(prefix)).isEmpty();
        api.get(path("r1")).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        api.put(path("r2"), prefixBody(prefix)).then().statusCode(201);
    }

    @Test
    void honoursConditions() {
        String tag = api.put(path("r1"), prefixBody(prefix)).header("ETag");

        api.given()
                .header("If-None-Match", "*")
                .body(prefixBody(prefix))
                .put(api.url(path("r1")))
                .then()
                .statusCode(412);
        api.given()
                .header("If-Match", tag)
                .body(prefixBody(prefix))
                .put(api.url(path("r1")))
                .then()
                .statusCode(200);
        api.given()
                .header("If-Match", "\"0\"")
                .delete(api.url(path("r1")))
                .then()
                .statusCode(412);
    }

    // ------------------------------------------------------------------ the owner is asked

    private void ownerHolds(String peering, String body) {
        RestAssured.given()
                .body(body)
                .put(ConfigProvider.getConfig().getValue("openpeering.partner-url", String.class)
                        + Make.peeringId(partner.subscription(), peering))
                .then()
                .statusCode(204);
    }

    @Test
    void worksForAPeeringThatOnlyItsOwnerKnowsYet() throws Exception {
        Peering made = Make.peering(
                Make.peeringId(partner.subscription(), "brand-new"),
                1,
                partner.asn(),
                partner.metro(),
                Make.session("172.16.0.1"));
        ownerHolds("brand-new", json.writeValueAsString(made));

        api.put(registration("brand-new", "r1"), prefixBody(prefix))
                .then()
                .statusCode(201)
                .body("properties.peeringServicePrefixKey", notNullValue());
    }

    @Test
    void isRefusedUnderAPeeringThatNobodyKnows() {
        api.put(registration("nowhere", "r1"), prefixBody(prefix))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }

    @Test
    void isRefusedWithoutAnActiveConnection() throws Exception {
        Peering made = Make.peering(
                Make.peeringId(partner.subscription(), "inactive"),
                1,
                partner.asn(),
                partner.metro(),
                Make.session("172.16.0.1", ConnectionState.PENDING_APPROVAL, true));
        ownerHolds("inactive", json.writeValueAsString(made));

        api.put(registration("inactive", "r1"), prefixBody(prefix))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("NoActiveConnection"));
    }

    @Test
    void doesNotClaimThatSomethingIsMissingWhenTheOwnerCanNotBeAsked() {
        ownerHolds("unsure", "503");

        api.put(registration("unsure", "r1"), prefixBody(prefix))
                .then()
                .statusCode(503)
                .body("error.code", equalTo("ServerUnavailable"))
                .body("error.message", not(equalTo("")));
    }
}
