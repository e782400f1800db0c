/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Examples;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PeeringLocationResourceTest {
    private static final String FIRST = "2021-06-01";
    private static final String LAST = "2025-05-01";

    private final String metro = "Metro-" + UUID.randomUUID();
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
        api.catalogue("bandwidthOffers/10Gbps", "{\"valueInMbps\":10000}");
        api.catalogue("bandwidthOffers/100Gbps", "{\"valueInMbps\":100000}");
    }

    @ParameterizedTest
    @CsvSource({"Direct,2021-06-01", "Direct,2022-10-01", "Direct,2025-05-01"})
    void theContractsDirectLocationsAreShownWithAllTheirMembers(String kind, String version) {
        facility(metro, 99999, "address1", "Edge");
        facility(metro, 99998, "address3", "Cdn");
        JsonNode example = Examples.read("ListDirectPeeringLocations").at("/responses/200/body/value/0");

        JsonNode found = location(kind, version, metro);

        Examples.assertCovers("", example, found);
        assertThat(found.at("/properties/direct/bandwidthOffers/0/offerName").asText())
                .isEqualTo("10Gbps");
        assertThat(found.at("/id").asText())
                .isEqualTo("/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peeringLocations/"
                        + metro);
        assertThat(found.at("/properties/direct/peeringFacilities/1/peeringDBFacilityLink")
                        .asText())
                .isEqualTo("https://www.peeringdb.com/fac/99999");
        assertThat(found.at("/properties").has("exchange")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"exchange,2021-06-01", "EXCHANGE,2022-10-01", "Exchange,2025-05-01"})
    void theContractsExchangeLocationsAreShownWithAllTheirMembers(String kind, String version) {
        JsonNode example = Examples.read("ListExchangePeeringLocations").at("/responses/200/body/value/0");
        for (JsonNode each : example.at("/properties/exchange/peeringFacilities")) {
            api.catalogue(
                    "metros/" + metro + "/exchanges/"
                            + (each.get("exchangeName").asText().equals("name1") ? 99999 : 99998),
                    """
                    {"exchangeName":"%s","facilityIPv4Prefix":"%s","facilityIPv6Prefix":"fd00::/98","ports":[
                    {"bandwidthInMbps":10000,"microsoftIPv4Address":"%s","microsoftIPv6Address":"%s"}]}""".formatted(
                                    each.get("exchangeName").asText(),
                                    each.get("facilityIPv4Prefix").asText(),
                                    each.get("microsoftIPv4Address").asText(),
                                    "fd00::1:1"));
        }

        JsonNode found = location(kind, version, metro);

        Examples.assertCovers("", example, found);
        assertThat(found.at("/properties/exchange/peeringFacilities/1/peeringDBFacilityLink")
                        .asText())
                .isEqualTo("https://www.peeringdb.com/ix/99999");
        assertThat(location("Direct", version, metro)).isNull();
    }

    @Test
    void aTypeThatIsNewerThanTheCallersVersionIsNotShown() {
        facility(metro, 1, "a", "Edge", "PeerProp");
        facility(metro, 2, "b", "EdgeZoneForOperators");
        String other = "Metro-" + UUID.randomUUID();
        api.metro(other);
        facility(other, 1, "a", "PeerProp");

        assertThat(types("2021-06-01")).containsExactly("Edge");
        assertThat(types("2022-10-01")).containsExactly("Edge", "EdgeZoneForOperators");
        assertThat(types("2025-05-01")).containsExactly("Edge", "PeerProp", "EdgeZoneForOperators");
        assertThat(location("Direct", "2022-10-01", other)).isNull();
        assertThat(location("Direct", LAST, other)).isNotNull();
    }

    @Test
    void onlyLocationsWithTheTypeAskedForAreListed() {
        facility(metro, 1, "a", "Edge", "Voice");
        String other = "Metro-" + UUID.randomUUID();
        api.metro(other);
        facility(other, 1, "a", "Edge");

        List<JsonNode> found = locations("kind=Direct&directPeeringType=voice", FIRST);

        assertThat(found)
                .extracting(each -> each.get("name").asText())
                .contains(metro)
                .doesNotContain(other);
        assertThat(found)
                .allSatisfy(each ->
                        assertThat(each.findValuesAsText("directPeeringType")).containsOnly("Voice"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',kind",
        "kind=,kind",
        "kind=Both,kind",
        "kind=Direct&directPeeringType=Fast,directPeeringType",
        "kind=Direct&directPeeringType=PeerProp,directPeeringType",
        "kind=Direct&$skiptoken=%25,$skiptoken",
    })
    void aQueryThatCanNotBeUnderstoodIsRefusedWithItsParameter(String query, String target) {
        api.partner()
                .urlEncodingEnabled(false)
                .get(path() + "?api-version=2022-10-01&" + query)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"))
                .body("error.target", equalTo(target));
    }

    @Test
    void pagesHoldAHundredAndTheirUnionIsEverything() {
        List<String> made =
                IntStream.range(0, 130).mapToObj(i -> metro + "-" + i).toList();
        for (String each : made) {
            api.metro(each);
            facility(each, 1, "a", "Edge");
        }
        api.partner()
                .get(path() + "?kind=Direct&api-version=" + LAST)
                .then()
                .statusCode(200)
                .body("value.size()", equalTo(100))
                .body("nextLink", containsString("kind=Direct"));

        List<String> names = locations("kind=Direct", LAST).stream()
                .map(each -> each.get("name").asText())
                .toList();

        assertThat(names).containsAll(made).doesNotHaveDuplicates();
        assertThat(names)
                .isSortedAccordingTo((a, b) -> a.toLowerCase(Locale.ROOT).compareTo(b.toLowerCase(Locale.ROOT)));
    }

    private List<String> types(String version) {
        return location("Direct", version, metro).findValuesAsText("directPeeringType");
    }

    private void facility(String at, int id, String address, String... types) {
        api.catalogue("metros/" + at + "/facilities/" + id, """
                {"address":"%s","directPeeringTypes":["%s"]}""".formatted(address, String.join("\",\"", types)));
    }

    private String path() {
        return "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peeringLocations";
    }

    private JsonNode location(String kind, String version, String name) {
        return locations("kind=" + kind, version).stream()
                .filter(each -> each.get("name").asText().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<JsonNode> locations(String query, String version) {
        return api.all(path() + "?api-version=" + version + "&" + query);
    }
}
