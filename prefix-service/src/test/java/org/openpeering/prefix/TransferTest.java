/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** A prefix moves from one partner to another, and is served by one of them at every moment. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class TransferTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicLong REVISIONS = new AtomicLong();

    private final Network network = new Network();

    private Partner old;
    private Partner next;
    private Api oldApi;
    private Api nextApi;
    private Api customer;
    private String block;

    /** A prefix that is Verified at the old partner, and a service of the customer's at the new one. */
    @BeforeEach
    void verified() throws Exception {
        old = network.partner();
        next = network.partner();
        oldApi = new Api(old.subscription(), "Contributor");
        nextApi = new Api(next.subscription(), "Contributor");
        customer = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        customer.put(service("old"), serviceBody(old.provider(), old.metro()))
                .then()
                .statusCode(201);
        customer.put(service("new"), serviceBody(next.provider(), next.metro()))
                .then()
                .statusCode(201);
        customer.put(prefix("old", "p"), prefixBody(block, registered(oldApi, old)))
                .then()
                .statusCode(201);
        announced(old);
        becomes("old", "Verified");
    }

    private String registered(Api api, Partner partner) {
        return api.put(registration(partner.peering(), "r"), prefixBody(block))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    private void announced(Partner... by) throws Exception {
        List<ObservedRoute> routes = new ArrayList<>();
        for (Partner partner : by) {
            for (int i = 0; i < 2; i++) {
                AsPath path = AsPath.of(partner.asn());
                String address = partner.addresses().get(i);
                routes.add(route(block, partner.router(i), address, partner.asn(), path, MAPS));
            }
        }
        long monitored = network.monitored(block).orElseThrow().revision();
        network.routes(block, REVISIONS.incrementAndGet(), monitored, routes.toArray(ObservedRoute[]::new));
    }

    private void becomes(String service, String state) {
        eventually(
                LIMIT,
                () -> customer.get(prefix(service, "p"))
                        .then()
                        .body("properties.prefixValidationState", equalTo(state)));
    }

    private void transferIs(String state) {
        eventually(
                LIMIT,
                () -> customer.get(prefix("old", "p") + "/transfer").then().body("state", equalTo(state)));
    }

    private void permitted(Map<String, String> more) {
        Map<String, String> body = new HashMap<>(more);
        body.put("peeringServiceProvider", next.provider());
        customer.post(prefix("old", "p") + "/transfer", body).then().statusCode(200);
    }

    /** Both partners serve it. */
    private void overlap(Map<String, String> more) throws Exception {
        permitted(more);
        String key = registered(nextApi, next);
        customer.put(prefix("new", "p"), prefixBody(block, key)).then().statusCode(201);
        announced(old, next);
        becomes("new", "Verified");
        becomes("old", "Verified");
    }

    private void onlyTheNewOneIsLeft() {
        eventually(LIMIT, () -> customer.get(prefix("old", "p")).then().statusCode(404));
        oldApi.get(registration(old.peering(), "r")).then().statusCode(404);
        nextApi.get(registration(next.peering(), "r")).then().statusCode(200).body("properties.arriving", nullValue());
        becomes("new", "Verified");
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).containsExactly(new Asn(next.asn()));
        assertThat(network.monitored(block).orElseThrow().sessions()).hasSize(2);
    }

    @Test
    void bothServeItUntilTheCustomerCompletesTheTransfer() throws Exception {
        permitted(Map.of());
        transferIs("Permitted");
        String key = registered(nextApi, next);
        nextApi.get(registration(next.peering(), "r")).then().body("properties.arriving", equalTo(true));
        transferIs("Registered");
        customer.put(prefix("new", "p"), prefixBody(block, key)).then().statusCode(201);
        transferIs("Claimed");
        customer.post(prefix("old", "p") + "/completeTransfer")
                .then()
                .statusCode(409)
                .body("error.message", containsString("Claimed"));
        assertThat(network.monitored(block).orElseThrow().sessions()).hasSize(4);
        announced(old, next);
        transferIs("Ready");
        becomes("old", "Verified");

        customer.post(prefix("old", "p") + "/completeTransfer").then().statusCode(200);

        onlyTheNewOneIsLeft();
    }

    @Test
    void theEndOfTheOverlapMovesWhatIsReady() throws Exception {
        overlap(Map.of());
        permitted(Map.of("overlap", "PT0.1S"));
        onlyTheNewOneIsLeft();
    }

    @Test
    void theEndOfTheOverlapChangesNothingWhenTheNewPartnerIsNotHeard() throws Exception {
        permitted(Map.of());
        String key = registered(nextApi, next);
        customer.put(prefix("new", "p"), prefixBody(block, key)).then().statusCode(201);
        permitted(Map.of("overlap", "PT0.1S"));

        eventually(
                LIMIT,
                () -> nextApi.get(registration(next.peering(), "r")).then().statusCode(404));
        customer.get(prefix("old", "p") + "/transfer").then().statusCode(404);
        announced(old);
        becomes("old", "Verified");
        becomes("new", "Failed");
    }

    @Test
    void aCancelledTransferLeavesThePrefixWhereItWas() throws Exception {
        overlap(Map.of());

        customer.post(prefix("old", "p") + "/cancelTransfer").then().statusCode(200);

        nextApi.get(registration(next.peering(), "r")).then().statusCode(404);
        customer.get(prefix("old", "p") + "/transfer").then().statusCode(404);
        customer.post(prefix("old", "p") + "/cancelTransfer").then().statusCode(404);
        becomes("new", "Failed");
        becomes("old", "Verified");
    }

    @Test
    void theOldPartnerMayLetGoFirst() throws Exception {
        overlap(Map.of());

        oldApi.delete(registration(old.peering(), "r")).then().statusCode(200);

        nextApi.get(registration(next.peering(), "r")).then().body("properties.arriving", nullValue());
        becomes("new", "Verified");
        becomes("old", "Failed");
        customer.delete(prefix("old", "p")).then().statusCode(200);
    }

    @Test
    void nobodyElseGetsIn() throws Exception {
        Partner stranger = network.partner();
        Api strangerApi = new Api(stranger.subscription(), "Contributor");
        nextApi.put(registration(next.peering(), "r"), prefixBody(block)).then().statusCode(409);
        permitted(Map.of());
        strangerApi
                .put(registration(stranger.peering(), "r"), prefixBody(block))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PrefixAlreadyRegistered"));
        String key = registered(nextApi, next);
        nextApi.put(registration(next.peering(), "twice"), prefixBody(block))
                .then()
                .statusCode(409);

        Api other = new Api(Network.subscription(), "Contributor");
        other.put(service("s"), serviceBody(next.provider(), next.metro()))
                .then()
                .statusCode(201);
        other.put(prefix("s", "p"), prefixBody(block, key))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPeeringServicePrefixKey"));
    }

    @Test
    void whoLosesTheKeyLosesTheTransfer() throws Exception {
        overlap(Map.of());

        oldApi.post(registration(old.peering(), "r") + "/revokeKey").then().statusCode(200);

        customer.post(prefix("old", "p") + "/completeTransfer").then().statusCode(anyOf(is(404), is(409)));
        eventually(
                LIMIT,
                () -> customer.get(prefix("old", "p") + "/transfer").then().statusCode(404));
        oldApi.get(registration(old.peering(), "r")).then().statusCode(200);
        nextApi.get(registration(next.peering(), "r")).then().statusCode(404);
        becomes("new", "Failed");
        nextApi.put(registration(next.peering(), "r"), prefixBody(block)).then().statusCode(409);
    }

    @Test
    void whatIsBeingTransferredIsNotDeleted() {
        permitted(Map.of());
        customer.delete(prefix("old", "p"))
                .then()
                .statusCode(409)
                .body("error.message", containsString("cancelTransfer"));
        customer.delete(service("old")).then().statusCode(409);

        customer.post(prefix("old", "p") + "/cancelTransfer").then().statusCode(200);
        customer.delete(service("old")).then().statusCode(200);
    }

    @Test
    void aTransferThatCanNotBeIsRefused() throws Exception {
        String transfer = prefix("old", "p") + "/transfer";
        customer.post(transfer, "{}").then().statusCode(400).body("error.target", equalTo("peeringServiceProvider"));
        customer.post(transfer, Map.of("peeringServiceProvider", "Nobody"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeeringServiceProviderNotFound"));
        customer.post(transfer, Map.of("peeringServiceProvider", old.provider()))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"));
        for (String overlap : List.of("a week", "P91D", "PT0S", "-PT1S")) {
            customer.post(transfer, Map.of("peeringServiceProvider", next.provider(), "overlap", overlap))
                    .then()
                    .statusCode(400)
                    .body("error.target", equalTo("overlap"));
        }
        customer.post(prefix("old", "nothing") + "/transfer", Map.of("peeringServiceProvider", next.provider()))
                .then()
                .statusCode(404);
        customer.put(prefix("new", "keyless"), prefixBody(Network.freshPrefix()))
                .then()
                .statusCode(201);
        customer.post(prefix("new", "keyless") + "/transfer", Map.of("peeringServiceProvider", old.provider()))
                .then()
                .statusCode(409);
        permitted(Map.of());
        Partner third = network.partner();
        customer.post(transfer, Map.of("peeringServiceProvider", third.provider()))
                .then()
                .statusCode(409)
                .body("error.message", containsString("cancel that first"));
    }

    @Test
    void aPartOfWhatThePartnerKeepsDoesNotMove() {
        String part = "10.250.0.0/24";
        oldApi.put(registration(old.peering(), "larger"), prefixBody("10.250.0.0/23"))
                .then()
                .statusCode(201);
        String key = oldApi.put(registration(old.peering(), "part"), prefixBody(part))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
        customer.put(prefix("old", "part"), prefixBody(part, key)).then().statusCode(201);

        customer.post(prefix("old", "part") + "/transfer", Map.of("peeringServiceProvider", next.provider()))
                .then()
                .statusCode(409)
                .body("error.message", containsString("a part of 10.250.0.0/23"));
    }
}
