/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/** Locations and prefixes change without a moment in which nothing is valid. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class MakeBeforeBreakTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicLong REVISIONS = new AtomicLong();

    @Inject
    Network network;

    @Inject
    Sql sql;

    private Partner here;
    private Partner there;
    private Api partnerApi;
    private Api customer;
    private String block;

    /** A provider at two metros, a prefix that is Verified at the first. */
    @BeforeEach
    void verified() throws Exception {
        here = network.partner();
        there = network.partner();
        Provider both = new Provider(
                here.provider(),
                2,
                List.of(new Asn(here.asn()), new Asn(there.asn())),
                List.of(here.metro(), there.metro()));
        network.send(Topic.PROVIDERS, both.key(), 2, both);
        eventually(
                LIMIT,
                () -> assertThat(sql.<Long>get(
                                "select revision from replica where topic = 'providers' and message_key = ?",
                                row -> row.number("revision"),
                                here.provider().toLowerCase(Locale.ROOT)))
                        .isEqualTo(2));
        partnerApi = new Api(here.subscription(), "Contributor");
        customer = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        customer.put(service("s"), serviceBody(here.provider(), here.metro()))
                .then()
                .statusCode(201);
        customer.put(prefix("s", "p"), prefixBody(block, registered("r", block)))
                .then()
                .statusCode(201);
        announced(block, here);
        becomes("properties.prefixValidationState", "Verified");
    }

    private String registered(String name, String prefix) {
        return partnerApi
                .put(registration(here.peering(), name), prefixBody(prefix))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    private void announced(String prefix, Partner... by) throws Exception {
        List<ObservedRoute> routes = new ArrayList<>();
        for (Partner partner : by) {
            for (int i = 0; i < 2; i++) {
                AsPath path = AsPath.of(partner.asn());
                String address = partner.addresses().get(i);
                routes.add(route(prefix, partner.router(i), address, partner.asn(), path, MAPS));
            }
        }
        long monitored = network.monitored(prefix).orElseThrow().revision();
        network.routes(prefix, REVISIONS.incrementAndGet(), monitored, routes.toArray(ObservedRoute[]::new));
    }

    private void becomes(String member, Object value) {
        eventually(LIMIT, () -> customer.get(prefix("s", "p")).then().body(member, equalTo(value)));
    }

    private void serviceBecomes(String member, Object value) {
        eventually(LIMIT, () -> customer.get(service("s")).then().body(member, equalTo(value)));
    }

    private static Map<String, Object> to(Partner there) {
        return Map.of("properties", Map.of("providerPrimaryPeeringLocation", there.metro()));
    }

    // ------------------------------------------------------------------ locations

    @Test
    void newLocationsCountWhenThePrefixIsValidThereAndTheOldOnesUntilThen() throws Exception {
        customer.post(service("s") + "/changeLocations", to(there))
                .then()
                .statusCode(200)
                .body("properties.providerPrimaryPeeringLocation", equalTo(here.metro()))
                .body("properties.locationChange.providerPrimaryPeeringLocation", equalTo(there.metro()));
        assertThat(network.monitored(block).orElseThrow().sessions()).hasSize(4);

        announced(block, here);
        eventually(
                LIMIT,
                () -> customer.get(prefix("s", "p") + "/validation")
                        .then()
                        .body("state", equalTo("Verified"))
                        .body("afterLocationChange.state", equalTo("Failed")));
        customer.get(service("s")).then().body("properties.providerPrimaryPeeringLocation", equalTo(here.metro()));

        announced(block, here, there);
        serviceBecomes("properties.providerPrimaryPeeringLocation", there.metro());
        customer.get(service("s")).then().body("properties.locationChange", nullValue());
        announced(block, here, there);
        becomes("properties.prefixValidationState", "Verified");
    }

    @Test
    void aChangeOfLocationsIsGivenUpWhenAsked() {
        customer.post(service("s") + "/changeLocations", to(there)).then().statusCode(200);

        customer.post(service("s") + "/cancelLocationChange")
                .then()
                .statusCode(200)
                .body("properties.locationChange", nullValue())
                .body("properties.providerPrimaryPeeringLocation", equalTo(here.metro()));

        assertThat(network.monitored(block).orElseThrow().sessions()).hasSize(2);
        customer.get(prefix("s", "p")).then().body("properties.prefixValidationState", equalTo("Verified"));
    }

    @Test
    void whatAChangeOfLocationsWaitsForMayBeDeleted() {
        customer.post(service("s") + "/changeLocations", to(there)).then().statusCode(200);

        customer.delete(prefix("s", "p")).then().statusCode(200);

        serviceBecomes("properties.providerPrimaryPeeringLocation", there.metro());
    }

    @Test
    void aLocationThatTheProviderDoesNotServeIsRefused() {
        customer.post(
                        service("s") + "/changeLocations",
                        Map.of("properties", Map.of("providerPrimaryPeeringLocation", "Atlantis")))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeeringLocationNotFound"));
        customer.post(service("s") + "/changeLocations", "{}").then().statusCode(400);
        customer.post(service("nothing") + "/changeLocations", to(there)).then().statusCode(404);
    }

    @Test
    void aPutSaysWhatToDoInstead() {
        customer.put(service("s"), serviceBody(here.provider(), there.metro()))
                .then()
                .statusCode(409)
                .body("error.message", containsString("changeLocations"));
        customer.put(prefix("s", "p"), prefixBody(Network.freshPrefix()))
                .then()
                .statusCode(409)
                .body("error.message", containsString("changePrefix"));
    }

    // ------------------------------------------------------------------ prefixes

    @Test
    void aNewPrefixTakesThePlaceOfTheOldOneWhenItIsVerified() throws Exception {
        String next = Network.freshPrefix();
        String key = registered("r2", next);
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(next, key))
                .then()
                .statusCode(200)
                .body("properties.prefix", equalTo(block))
                .body("properties.prefixValidationState", equalTo("Verified"))
                .body("properties.prefixChange.prefix", equalTo(next))
                .body("properties.prefixChange.prefixValidationState", equalTo("Pending"));
        customer.get(service("s") + "/prefixes").then().body("value", hasSize(1));
        customer.get(prefix("s", "p~")).then().statusCode(404);
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).isNotEmpty();

        announced(next, here);

        becomes("properties.prefix", next);
        customer.get(prefix("s", "p"))
                .then()
                .body("properties.peeringServicePrefixKey", equalTo(key))
                .body("properties.prefixValidationState", equalTo("Verified"))
                .body("properties.prefixChange", nullValue());
        assertThat(network.monitored(next).orElseThrow().legalOrigins()).isNotEmpty();
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).isEmpty();
    }

    @Test
    void theOldPrefixStaysWhenTheDeadlinePassesOrTheChangeIsCancelled() {
        String next = Network.freshPrefix();
        String key = registered("r2", next);
        Map<String, Object> properties = Map.of("prefix", next, "peeringServicePrefixKey", key);
        customer.post(
                        prefix("s", "p") + "/changePrefix",
                        Map.of(
                                "properties",
                                properties,
                                "deadline",
                                Instant.now().plusSeconds(1).toString()))
                .then()
                .statusCode(200);
        becomes("properties.prefixChange", null);

        customer.post(prefix("s", "p") + "/changePrefix", Map.of("properties", properties))
                .then()
                .statusCode(200)
                .body("properties.prefixChange.prefix", equalTo(next));
        customer.post(prefix("s", "p") + "/cancelPrefixChange")
                .then()
                .statusCode(200)
                .body("properties.prefixChange", nullValue());

        customer.get(prefix("s", "p"))
                .then()
                .body("properties.prefix", equalTo(block))
                .body("properties.prefixValidationState", equalTo("Verified"));
        assertThat(network.monitored(next).orElseThrow().legalOrigins()).isEmpty();
    }

    @Test
    void aChangeOfPrefixNeedsTheKeyAndAnotherPrefix() {
        String next = Network.freshPrefix();
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(next))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.peeringServicePrefixKey"));
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(next, "guessed"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPeeringServicePrefixKey"));
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(block, "guessed"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"));
        customer.post(
                        prefix("s", "p") + "/changePrefix",
                        Map.of(
                                "properties",
                                prefixBody(next, "x").get("properties"),
                                "deadline",
                                "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("deadline"));
    }

    @Test
    void aRefusedChangeOfPrefixLeavesTheOneThatIsUnderWay() {
        String next = Network.freshPrefix();
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(next, registered("r2", next)))
                .then()
                .statusCode(200);

        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(Network.freshPrefix(), "guessed"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidPeeringServicePrefixKey"));
        customer.get(prefix("s", "p")).then().body("properties.prefixChange.prefix", equalTo(next));

        String taken = Network.freshPrefix();
        String key = registered("r3", taken);
        Api other = new Api(Network.subscription(), "Contributor");
        other.put(service("s"), serviceBody(here.provider(), here.metro()))
                .then()
                .statusCode(201);
        other.put(prefix("s", "p"), prefixBody(taken, key)).then().statusCode(201);
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(taken, key))
                .then()
                .statusCode(409)
                .body("error.target", equalTo("properties.prefix"));
        customer.get(prefix("s", "p")).then().body("properties.prefixChange.prefix", equalTo(next));

        String ours = Network.freshPrefix();
        String oursKey = registered("r4", ours);
        customer.put(prefix("s", "q"), prefixBody(ours, oursKey)).then().statusCode(201);
        customer.post(prefix("s", "p") + "/changePrefix", prefixBody(ours, oursKey))
                .then()
                .statusCode(409);
        customer.get(prefix("s", "p")).then().body("properties.prefixChange.prefix", equalTo(next));
    }
}
