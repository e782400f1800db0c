/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Examples;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class AvailabilityResourceTest {
    private final String suffix = "-" + UUID.randomUUID();
    private final String osaka = "Osaka" + suffix;
    private final String provider = "IIJ" + suffix;
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        metro(osaka, 34.69, 135.5);
        metro("Oslo" + suffix, 59.91, 10.75);
        api.catalogue("providers/" + provider, """
                {"asns":[64496],"peeringLocations":["%s"]}""".formatted(osaka));
        api.catalogue("serviceLocations/Kansai" + suffix, """
                {"country":"Japan","state":"Hyogo%s","latitude":34.7,"longitude":135.2}""".formatted(suffix));
    }

    @ParameterizedTest
    @CsvSource({
        "Osaka,checkServiceProviderAvailability,2021-06-01,Available",
        "OSAKA,CheckServiceProviderAvailability,2022-10-01,Available",
        "hyogo,checkServiceProviderAvailability,2025-05-01,Available",
        "kansai,checkserviceprovideravailability,2025-05-01,Available",
        "Oslo,checkServiceProviderAvailability,2022-10-01,Unavailable",
    })
    void theAnswerIsABareJsonString(String location, String segment, String version, String answer) {
        Response response = ask(segment, version, location + suffix, provider.toLowerCase(Locale.ROOT));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.body().asString()).isEqualTo("\"" + answer + "\"");
        assertThat(Examples.parse(response.body().asString()).getNodeType())
                .isEqualTo(Examples.read("CheckServiceProviderAvailability")
                        .at("/responses/200/body")
                        .getNodeType());
    }

    @Test
    void whatIsNotKnownIsSaidAtOnce() {
        ask("checkServiceProviderAvailability", "2022-10-01", "Atlantis", "Nobody")
                .then()
                .statusCode(400)
                .body("error.details.code", contains("PeeringLocationNotFound", "PeeringServiceProviderNotFound"))
                .body("error.details.target", contains("peeringServiceLocation", "peeringServiceProvider"));
        api.partner()
                .body("{}")
                .post(path("checkServiceProviderAvailability", "2022-10-01"))
                .then()
                .statusCode(400)
                .body("error.details.target", contains("peeringServiceLocation", "peeringServiceProvider"));
        api.partner()
                .post(path("checkServiceProviderAvailability", "2022-10-01"))
                .then()
                .statusCode(400);
    }

    private Response ask(String segment, String version, String location, String name) {
        return api.partner().body("""
                        {"peeringServiceLocation":"%s","peeringServiceProvider":"%s"}""".formatted(location, name)).post(path(segment, version));
    }

    private String path(String segment, String version) {
        return "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/" + segment + "?api-version="
                + version;
    }

    private void metro(String name, double latitude, double longitude) {
        api.catalogue(
                "metros/" + name, "{\"country\":\"JP\",\"latitude\":" + latitude + ",\"longitude\":" + longitude + "}");
    }
}
