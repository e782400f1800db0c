/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.asn;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegisteredAsnTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicLong ASNS = new AtomicLong(210_000);

    private final Network network = new Network();

    private Partner partner;
    private Api api;
    private Api customer;
    private long asn;

    @BeforeEach
    void routeServer() throws Exception {
        partner = network.partner();
        network.routeServer(partner, 2);
        api = new Api(partner.subscription(), "Contributor");
        customer = new Api(Network.subscription(), "Contributor");
        asn = ASNS.incrementAndGet();
    }

    private static Map<String, Object> body(Object asn) {
        return Map.of("properties", Map.of("asn", asn));
    }

    private String registered() {
        return api.put(asn(partner.peering(), "Customer-1"), body(asn))
                .then()
                .statusCode(201)
                .extract()
                .path("properties.peeringServicePrefixKey");
    }

    private void becomes(String name, String state) {
        eventually(
                LIMIT,
                () -> customer.get(prefix("s", name)).then().body("properties.prefixValidationState", equalTo(state)));
    }

    /** On both sessions, with this origin. */
    private void announce(String block, long origin, long revision) throws Exception {
        long monitored = network.monitored(block).map(MonitoredPrefix::revision).orElseThrow();
        AsPath path = AsPath.of(partner.asn(), origin);
        network.routes(
                block,
                revision,
                monitored,
                route(block, partner.router(0), partner.addresses().get(0), partner.asn(), path, MAPS),
                route(block, partner.router(1), partner.addresses().get(1), partner.asn(), path, MAPS));
    }

    @Test
    void answersInAzuresShapeWithTheKeyAtOnce() {
        String path = asn(partner.peering(), "Customer-1");
        api.put(path, body(asn))
                .then()
                .statusCode(201)
                .body("name", equalTo("Customer-1"))
                .body("id", equalTo(api.url(path)))
                .body("type", equalTo("Microsoft.Peering/peerings/registeredAsns"))
                .body("properties.asn", equalTo((int) asn))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.peeringServicePrefixKey", matchesPattern("[0-9a-f-]{36}"));

        api.put(path, body(asn)).then().statusCode(200);
        api.put(path, body(asn + 1000)).then().statusCode(409).body("error.code", equalTo("ChangeNotAllowed"));
        api.get(asn(partner.peering(), "")).then().statusCode(200).body("value", hasSize(1));
        new Api(partner.subscription(), "Reader")
                .get(path)
                .then()
                .statusCode(200)
                .body("properties.peeringServicePrefixKey", nullValue());
        api.delete(path).then().statusCode(200).body(equalTo(""));
        api.delete(path).then().statusCode(204);
        api.get(path).then().statusCode(404);
    }

    @Test
    void aNumberIsRegisteredOnceAnywhere() throws Exception {
        registered();
        Partner other = network.partner();
        network.routeServer(other, 2);

        new Api(other.subscription(), "Contributor")
                .put(asn(other.peering(), "x"), body(asn))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("AsnAlreadyRegistered"));
    }

    @Test
    void onlyUnderARouteServersPeering() throws Exception {
        Partner plain = network.partner();

        new Api(plain.subscription(), "Contributor")
                .put(asn(plain.peering(), "x"), body(asn))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PeeringTypeNotSupported"));
    }

    @Test
    void aWrongNumberIsRefused() {
        for (Object wrong : new Object[] {0, -1, 4294967296L, 23456}) {
            api.put(asn(partner.peering(), "x"), body(wrong))
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidAsn"))
                    .body("error.target", equalTo("properties.asn"));
        }
        api.put(asn(partner.peering(), "x"), "{}")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"));
    }

    @Test
    void itsKeyServesEveryPrefixThatTheNumberOriginates() throws Exception {
        String key = registered();
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        String first = Network.freshPrefix();
        String second = Network.freshPrefix();
        customer.put(prefix("s", "first"), prefixBody(first, key)).then().statusCode(201);
        customer.put(prefix("s", "second"), prefixBody(second, key)).then().statusCode(201);
        assertThat(network.monitored(first).orElseThrow().legalOrigins()).contains(new Asn(asn));

        announce(first, asn, 1);
        announce(second, asn + 1000, 1);

        becomes("first", "Verified");
        becomes("second", "Failed");
        customer.get(prefix("s", "second"))
                .then()
                .body(
                        "properties.errorMessage",
                        equalTo("Prefix " + second + " is not originated by the registered ASN " + asn));
        api.get(asn(partner.peering(), "Customer-1")).then().body("properties.keyUse.count", equalTo(2));
    }

    @Test
    void itsKeyIsNotGoodForWhatAnotherPartnerHasRegistered() throws Exception {
        String key = registered();
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        String block = Network.freshPrefix();
        customer.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
        announce(block, asn, 1);
        becomes("p", "Verified");

        Partner owner = network.partner();
        new Api(owner.subscription(), "Contributor")
                .put(registration(owner.peering(), "r"), prefixBody(block))
                .then()
                .statusCode(201);

        becomes("p", "Failed");
        customer.get(prefix("s", "p"))
                .then()
                .body("properties.errorMessage", equalTo("Peering service prefix key does not match"));
        assertThat(network.monitored(block).orElseThrow().legalOrigins()).isEmpty();
    }

    @Test
    void goesWithItsPeeringAndTakesItsClaimsAlong() throws Exception {
        String key = registered();
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        String block = Network.freshPrefix();
        customer.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
        announce(block, asn, 1);
        becomes("p", "Verified");

        network.send(Topic.PEERINGS, partner.peeringId().key(), 9, null);

        eventually(
                LIMIT,
                () -> api.get(asn(partner.peering(), "Customer-1")).then().statusCode(404));
        becomes("p", "Failed");
        assertThat(network.monitored(block)).isEmpty();
    }
}
