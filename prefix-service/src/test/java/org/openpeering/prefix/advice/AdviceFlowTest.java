/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Place;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class AdviceFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Network network;

    private static String advice(String service) {
        return Api.service(service) + "/advice";
    }

    private void place(Place place) {
        network.send(Topic.PLACES, place.key(), place.revision(), place);
        eventually(
                LIMIT,
                () -> assertThat(Network.number("select count(*) from replica where topic = 'places'"
                                + " and message_key = " + Database.text(place.key())))
                        .isEqualTo(1));
    }

    private void measured(String prefix, Partner partner, double median) {
        IpPrefix key = IpPrefix.parse(prefix);
        PrefixLatency latency = new PrefixLatency(
                key,
                1,
                Instant.now(),
                new Asn(partner.asn()),
                partner.metro(),
                List.of(new PrefixLatency.Measured(partner.metro(), "agent", median, median - 1, 100)));
        network.send(Topic.PREFIX_LATENCY, prefix, 1, latency);
        eventually(
                LIMIT,
                () -> assertThat(Network.number("select count(*) from replica where topic = 'prefix-latency'"
                                + " and message_key = " + Database.text(prefix)))
                        .isEqualTo(1));
    }

    /** @param location where the customer is */
    private Customer customer(Partner partner, String location) {
        Customer customer = Customer.of(network, partner);
        Map<String, Object> properties = Map.of(
                "peeringServiceLocation", location,
                "peeringServiceProvider", partner.provider(),
                "providerPrimaryPeeringLocation", partner.metro());
        customer.api()
                .put(Api.service("s"), Map.of("location", "eastus", "properties", properties))
                .then()
                .statusCode(201);
        return customer;
    }

    private String claimed(Customer customer) {
        Partner partner = customer.partner();
        String fresh = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(Api.registration(partner.peering(), fresh.replace('/', '-')), Api.prefixBody(fresh))
                .path("properties.peeringServicePrefixKey");
        customer.api()
                .put(Api.prefix("s", "p"), Api.prefixBody(fresh, key))
                .then()
                .statusCode(201);
        return fresh;
    }

    private static Response option(Customer customer, Partner partner) {
        Response answer = customer.api().get(advice("s"));
        answer.then().statusCode(200);
        assertThat(answer.jsonPath()
                        .getString("properties.value.find { it.peeringLocation == '" + partner.metro()
                                + "' }.peeringServiceProvider"))
                .isEqualTo(partner.provider());
        return answer;
    }

    private static String basis(Customer customer, Partner partner) {
        return option(customer, partner)
                .jsonPath()
                .getString("properties.value.find { it.peeringLocation == '" + partner.metro() + "' }.basis");
    }

    @Test
    void ownMeasurementsAndDistanceAreShownAndOthersOnlyWhenThereAreThree() {
        Partner partner = network.partner();
        String location = "Land of " + partner.metro();
        place(new Place(Place.Kind.METRO, partner.metro(), 1, "DE", "", 50.11, 8.68));
        Customer asking = customer(partner, location);
        assertThat(basis(asking, partner)).isEqualTo("Nothing");

        place(new Place(Place.Kind.SERVICE_LOCATION, location, 1, "Germany", "", 50.6, 9.0));
        assertThat(basis(asking, partner)).isEqualTo("Distance");
        assertThat(asking.api().get(advice("s")).jsonPath().getString("properties.peeringServiceLocation"))
                .isEqualTo(location);

        for (int i = 0; i < 3; i++) {
            Customer other = customer(partner, location.toUpperCase(java.util.Locale.ROOT));
            String prefix = claimed(other);
            measured(prefix, partner, 20 + i);
            assertThat(option(asking, partner).asString()).doesNotContain(prefix, other.subscription());
            assertThat(basis(asking, partner)).isEqualTo(i < 2 ? "Distance" : "OthersMeasurements");
        }
        Response others = option(asking, partner);
        assertThat(others.jsonPath()
                        .getDouble(
                                "properties.value.find { it.peeringLocation == '" + partner.metro() + "' }.expectedMs"))
                .isEqualTo(21);

        measured(claimed(asking), partner, 7.5);
        assertThat(basis(asking, partner)).isEqualTo("OwnMeasurements");
    }

    @Test
    void aPrefixWithoutItsKeySaysNothing() {
        Partner partner = network.partner();
        Customer owner = customer(partner, "Somewhere " + partner.metro());
        String prefix = claimed(owner);
        measured(prefix, partner, 7.5);
        Customer stranger = customer(partner, "Elsewhere " + partner.metro());
        stranger.api().put(Api.prefix("s", "p"), Api.prefixBody(prefix));

        assertThat(basis(owner, partner)).isEqualTo("OwnMeasurements");
        assertThat(basis(stranger, partner)).isEqualTo("Nothing");
    }

    @Test
    void aServiceThatIsNotThereIsNotFound() {
        Customer customer = Customer.of(network, network.partner());
        customer.api().get(advice("absent")).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }
}
