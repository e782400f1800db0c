/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RoutingReportTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String REPORT = "/providers/Microsoft.Peering/routingReport";

    @Inject
    Network network;

    private static ValidatableResponse read(Api api, String accept, Instant from, Instant to) {
        return api.given()
                .header("Accept", accept)
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .get(api.url(REPORT))
                .then();
    }

    @Test
    void tellsIncidentsAvailabilityAndChangesToWhomThePrefixBelongsAlone() throws Exception {
        Partner partner = network.partner();
        Api api = new Api(Network.subscription(), "Contributor");
        Api other = new Api(Network.subscription(), "Contributor");
        String block = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), "report"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
        api.put(service("report"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("report", "p"), prefixBody(block, key)).then().statusCode(201);
        Instant now = Instant.now();
        network.event(event(block, now.minusSeconds(30), now.plusSeconds(90)));
        Instant from = now.minus(Duration.ofDays(20));
        Instant to = now.plus(Duration.ofDays(10));

        eventually(
                LIMIT,
                () -> read(api, "application/json", from, to)
                        .statusCode(200)
                        .body("incidents", hasSize(1))
                        .body("incidents[0].type", equalTo("PrefixOriginAsChangeEvent"))
                        .body("incidents[0].level", equalTo("Critical"))
                        .body("incidents[0].prefix", equalTo(block))
                        .body("incidents[0].provider", equalTo(partner.provider()))
                        .body("incidents[0].site", equalTo(partner.metro()))
                        .body("incidents[0].seconds", equalTo(120))
                        .body("incidents[0].secondsToDetect", notNullValue())
                        .body("validationChanges.prefix", hasItem(block))
                        .body("availability", hasSize(1))
                        .body("availability[0].prefixes", equalTo(1)));
        String csv = read(api, "text/csv", from, to)
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();
        assertThat(csv).startsWith("section,site,provider,").contains("\r\nIncident," + partner.metro() + ",");

        read(other, "application/json", from, to)
                .statusCode(200)
                .body("incidents", hasSize(0))
                .body("validationChanges", hasSize(0))
                .body("availability", hasSize(0));
    }

    private static RoutingEvent event(String block, Instant begin, Instant end) {
        return new RoutingEvent(
                block + "-report",
                1,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT,
                EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT.level(),
                RoutingEvent.Status.ENDED,
                80,
                IpPrefix.parse(block),
                IpPrefix.parse(block),
                List.of(new Asn(64500)),
                new Asn(64511),
                begin,
                begin,
                end,
                "withdrawn",
                List.of("edge-1|192.0.2.1"),
                List.of(new Asn(64500)),
                List.of(),
                List.of(),
                "origin-change/1",
                "Origin of " + block + " changed to 64511");
    }

    @Test
    void refusesWhatIsNoTimeOrTooMuchWithTheMemberAndTheMend() {
        Api api = new Api(Network.subscription(), "Reader");
        Instant now = Instant.now();

        read(api, "application/json", now, now.minusSeconds(1)).statusCode(400).body("error.target", equalTo("to"));
        read(api, "application/json", now.minus(Duration.ofDays(3650)), now)
                .statusCode(400)
                .body("error.target", equalTo("to"))
                .body("error.message", containsString("Ask for several"));
        api.given().get(api.url(REPORT)).then().statusCode(400).body("error.target", equalTo("from"));
    }
}
