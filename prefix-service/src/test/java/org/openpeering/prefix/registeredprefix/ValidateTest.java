/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** {@code POST validate} of a registered prefix. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class ValidateTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Network network = new Network();

    private Partner partner;
    private Api api;
    private String path;

    @BeforeEach
    void failed() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        path = registration(partner.peering(), "r");
        String prefix = Network.freshPrefix();
        api.put(path, prefixBody(prefix)).then().statusCode(201);
        network.routes(prefix, 1, network.monitored(prefix).orElseThrow().revision());
        becomes("Failed");
    }

    private void becomes(String state) {
        eventually(LIMIT, () -> api.get(path).then().body("properties.prefixValidationState", equalTo(state)));
    }

    @Test
    void goesBackToPendingWithTheMessageOfBeforeAndComesToAVerdictAgain() {
        String key = api.get(path).path("properties.peeringServicePrefixKey");

        api.post(path + "/validate")
                .then()
                .statusCode(200)
                .body("properties.prefixValidationState", equalTo("Pending"))
                .body("properties.errorMessage", matchesPattern("Prefix not received from IP .*"))
                .body("properties.peeringServicePrefixKey", equalTo(key));

        becomes("Failed");
    }

    @Test
    void isLimited() {
        api.post(path + "/validate").then().statusCode(200);

        api.post(path + "/validate")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("error.code", equalTo("TooManyRequests"));
    }

    @Test
    void isNotThereInTheFirstVersion() {
        RestAssured.given()
                .queryParam("api-version", "2021-06-01")
                .header("Authorization", "Bearer " + api.token())
                .post(api.url(path + "/validate"))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("InvalidResourceType"));
    }

    @Test
    void ofNothingIsNotFound() {
        api.post(registration(partner.peering(), "nothing") + "/validate")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ResourceNotFound"));
    }
}
