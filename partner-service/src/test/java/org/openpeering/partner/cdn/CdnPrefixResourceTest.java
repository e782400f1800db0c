/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Examples;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class CdnPrefixResourceTest {
    private final String metro = "Metro-" + UUID.randomUUID();
    private final String entry = "metros/" + metro + "/cdnPeeringPrefixes/CdnPrefix_192_168_1_0_24";
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-06-01", "2022-10-01", "2025-05-01"})
    void theContractsPrefixesAreShownWithAllTheirMembers(String version) {
        JsonNode example = Examples.read("ListCdnPeeringPrefixes").at("/responses/200/body/value/0");
        api.catalogue(entry, example.get("properties").toString());
        api.catalogue(
                "metros/" + metro + "/cdnPeeringPrefixes/cdnprefix_2001_db8___32", body("2001:db8::/32", "64496:7"));

        List<JsonNode> found = list(version, metro.toUpperCase(Locale.ROOT));

        assertThat(found)
                .extracting(each -> each.get("name").asText())
                .containsExactly("CdnPrefix_192_168_1_0_24", "CdnPrefix_2001_db8___32");
        Examples.assertCovers("", example, found.getFirst());
        assertThat(found.get(1).at("/properties/bgpCommunity").asText()).isEqualTo("64496:7");
    }

    @Test
    void prefixesArePagedAndBelongToOneMetro() {
        IntStream.range(0, 120)
                .forEach(i -> api.catalogue(
                        "metros/" + metro + "/cdnPeeringPrefixes/CdnPrefix_198_51_" + i + "_0_24",
                        body("198.51." + i + ".0/24", "64496:1")));
        String other = "Metro-" + UUID.randomUUID();
        api.metro(other);

        assertThat(list("2022-10-01", metro))
                .extracting(each -> each.get("name").asText())
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(list("2022-10-01", other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',InvalidParameter",
        "&peeringLocation=,InvalidParameter",
        "&peeringLocation=nowhere,PeeringLocationNotFound",
    })
    void theLocationIsRequired(String query, String code) {
        api.partner()
                .get(path() + "?api-version=2022-10-01" + query)
                .then()
                .statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.target", equalTo("peeringLocation"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        api.operator()
                .body("{\"prefix\":\"192.168.1.1/24\",\"bgpCommunity\":\"70000:1\"}")
                .put("/operator/catalogue/" + entry)
                .then()
                .statusCode(400)
                .body("error.details.target", contains("prefix", "azureRegion", "azureService", "bgpCommunity"))
                .body("error.code", equalTo("InvalidPrefix"));
        api.operator()
                .body(body("192.168.2.0/24", "1:1"))
                .put("/operator/catalogue/" + entry)
                .then()
                .statusCode(400)
                .body("error.target", equalTo("name"));
        api.operator()
                .body(body("192.168.1.0/24", "1:1"))
                .put("/operator/catalogue/" + entry.replace(metro, "nowhere"))
                .then()
                .statusCode(404);
    }

    private static String body(String prefix, String community) {
        return """
                {"prefix":"%s","azureRegion":"West Europe","azureService":"AzureStorage","isPrimaryRegion":true,
                "bgpCommunity":"%s"}""".formatted(prefix, community);
    }

    private List<JsonNode> list(String version, String at) {
        return api.all(path() + "?api-version=" + version + "&peeringLocation=" + at);
    }

    private String path() {
        return "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/cdnPeeringPrefixes";
    }
}
