/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Examples;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ServiceLocationResourceTest {
    private final String country = "Country-" + UUID.randomUUID();
    private final Api api = new Api();

    @ParameterizedTest
    @ValueSource(strings = {"2021-06-01", "2022-10-01", "2025-05-01"})
    void theContractsLocationsAndCountriesAreShownWithAllTheirMembers(String version) {
        put("One " + country, "state1", ",\"azureRegion\":\"westeurope\"");
        put("two " + country, "state2", "");

        List<JsonNode> locations = locations(version, "&country=" + country.toUpperCase(Locale.ROOT));

        JsonNode example =
                Examples.read("ListPeeringServiceLocationsBySubscription").at("/responses/200/body/value");
        assertThat(locations).hasSize(2);
        Examples.assertCovers("[0]", example.get(0), locations.get(0));
        Examples.assertCovers("[1]", example.get(1), locations.get(1));
        assertThat(locations.get(0).at("/properties/azureRegion").asText()).isEqualTo("westeurope");
        assertThat(locations.get(1).at("/properties").has("azureRegion")).isFalse();
        JsonNode named = countries(version).stream()
                .filter(each -> each.get("name").asText().equals(country))
                .findFirst()
                .orElseThrow();
        Examples.assertCovers(
                "country",
                Examples.read("ListPeeringServiceCountriesBySubscription").at("/responses/200/body/value/0"),
                named);
        assertThat(named.has("properties")).isFalse();
    }

    @Test
    void withoutACountryAllAreListedAndAnUnknownCountryHasNone() {
        put("here " + country, "state", "");

        assertThat(locations("2022-10-01", ""))
                .extracting(each -> each.get("name").asText())
                .contains("here " + country);
        assertThat(locations("2022-10-01", "&country=Atlantis")).isEmpty();
    }

    @Test
    void locationsAndCountriesArePaged() {
        IntStream.range(0, 105)
                .forEach(i -> api.catalogue("serviceLocations/" + country + i, """
                {"country":"%s","state":"s","latitude":1,"longitude":2}""".formatted("Z" + country + i)));

        for (String type : List.of("peeringServiceCountries", "peeringServiceLocations")) {
            api.get("/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/" + type)
                    .then()
                    .statusCode(200)
                    .body("value", hasSize(100))
                    .body("nextLink", notNullValue());
        }
        assertThat(countries("2025-05-01"))
                .extracting(each -> each.get("name").asText())
                .doesNotHaveDuplicates()
                .contains("Z" + country + "0", "Z" + country + "104");
        assertThat(locations("2025-05-01", ""))
                .extracting(each -> each.get("name").asText())
                .doesNotHaveDuplicates()
                .contains(country + "0", country + "104");
    }

    @Test
    void aLocationIsChangedAndDeletedByTheOperator() {
        String path = "/operator/catalogue/serviceLocations/L-" + country;
        put("L-" + country, "before", "");
        api.operator()
                .body("{\"country\":\"x\",\"state\":\"after\",\"latitude\":1.5,\"longitude\":2}")
                .put(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("after"));
        api.operator()
                .get(path.toUpperCase(Locale.ROOT)
                        .replace("/OPERATOR/CATALOGUE/SERVICELOCATIONS", "/operator/catalogue/serviceLocations"))
                .then()
                .statusCode(200)
                .body("latitude", equalTo(1.5f));
        api.operator().delete(path).then().statusCode(200);
        api.operator().get(path).then().statusCode(404);
        api.operator()
                .body("{\"country\":\"\\u0007\",\"latitude\":1e9}")
                .put(path)
                .then()
                .statusCode(400)
                .body("error.details.target", contains("country", "state", "latitude", "longitude"));
    }

    private void put(String name, String state, String more) {
        api.catalogue("serviceLocations/" + name, """
                {"country":"%s","state":"%s","latitude":50,"longitude":8%s}""".formatted(country, state, more));
    }

    private List<JsonNode> locations(String version, String query) {
        return list("peeringServiceLocations", version, query.replace(" ", "%20"));
    }

    private List<JsonNode> countries(String version) {
        return list("peeringServiceCountries", version, "");
    }

    private List<JsonNode> list(String type, String version, String query) {
        return api.all("/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/" + type + "?api-version="
                + version + query);
    }
}
