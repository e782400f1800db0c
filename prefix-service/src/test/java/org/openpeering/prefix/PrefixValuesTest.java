/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Values of callers' that neither the database nor the platform can take. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixValuesTest {
    private static final List<String> NO_TIMES = List.of(
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z", "%2B10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "now", "%00");

    @Inject
    Network network;

    private Api api;
    private String registered;
    private String block;

    @BeforeEach
    void registeredAndClaimed() throws Exception {
        Partner partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        block = Network.freshPrefix();
        registered = registration(partner.peering(), "r");
        String key = api.put(registered, prefixBody(block)).path("properties.peeringServicePrefixKey");
        api.put(service("s"), Api.serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    private ValidatableResponse get(String path, String query) {
        return api.plain()
                .get(api.url(path) + "?api-version=2022-10-01&" + query)
                .then();
    }

    private void refused(String target, ValidatableResponse answer) {
        answer.statusCode(400).body("error.code", equalTo("InvalidParameter")).body("error.target", equalTo(target));
    }

    @Test
    void aTimeIsOneThatTheDatabaseKnows() {
        for (String time : NO_TIMES) {
            refused("at", get(registered + "/validation", "at=" + time));
            refused("at", get(prefix("s", "p") + "/validation", "at=" + time));
        }
        get(registered + "/validation", "at=0001-01-01T00:00:00Z").statusCode(200);
        get(registered + "/validation", "at=9999-12-31T23:59:59.999999999Z").statusCode(200);
    }

    @Test
    void aPlusThatNobodyEncodedIsExplained() {
        get(registered + "/validation", "at=2026-01-31T12:00:00+02:00")
                .statusCode(400)
                .body("error.message", containsString("%2B"));
        get(registered + "/validation", "at=+999999999-12-31T23:59:59Z")
                .statusCode(400)
                .body("error.message", containsString("%2B"));
        get(registered + "/validation", "at=2026-01-31T12:00:00%2B02:00").statusCode(200);
    }

    @Test
    void aDeadlineIsATimeToo() {
        for (String deadline : List.of("+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "soon")) {
            refused(
                    "deadline",
                    api.post(
                                    prefix("s", "p") + "/changePrefix",
                                    Map.of(
                                            "properties",
                                            Map.of("prefix", Network.freshPrefix(), "peeringServicePrefixKey", "k"),
                                            "deadline",
                                            deadline))
                            .then());
        }
        api.post(registered + "/rotateKey", Map.of("expiresAt", "9999-12-31T23:59:59.999999999Z"))
                .then()
                .statusCode(200);
    }

    private static String token(String text) {
        return "$skiptoken="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSkipTokenIsOneOfOurs() {
        for (String list : List.of(service("s") + "/prefixes", prefix("s", "p") + "/events")) {
            refused("$skiptoken", get(list, "$skiptoken=AA"));
            refused("$skiptoken", get(list, token("a\0b")));
            refused("$skiptoken", get(list, "$skiptoken=7aCA"));
        }
        for (String key : List.of("+999999999-12-31T23:59:59Z|a", "2026-01-01T00:00:00Z|\0", "a|b")) {
            refused("$skiptoken", get(prefix("s", "p") + "/events", token(key)));
        }
        get(prefix("s", "p") + "/events", token("9999-12-31T23:59:59Z|a")).statusCode(200);
    }

    @Test
    void namesAndParametersAreText() {
        get(prefix("s", "a%00b"), "a=b").statusCode(400);
        get(service("%00"), "a=b").statusCode(400);
        refused("$expand", get(prefix("s", "p"), "$expand=%00"));
        refused("lastEventId", get(prefix("s", "p") + "/events/stream", "lastEventId=%00"));
    }

    @Test
    void theMembersOfBodiesAreText() {
        for (Map.Entry<String, Map<String, Object>> one : Map.<String, Map<String, Object>>of(
                        "properties.prefix", Map.of("properties", Map.of("prefix", "\0")),
                        "properties.peeringServicePrefixKey",
                                Map.of("properties", Map.of("prefix", block, "peeringServicePrefixKey", "k\0")))
                .entrySet()) {
            api.put(prefix("s", "q"), one.getValue())
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidRequestContent"))
                    .body("error.target", equalTo(one.getKey()));
        }
        api.given()
                .body("{\"tags\":{\"a\":\"\\u0000\"}}")
                .patch(api.url(service("s")))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("tags.a"));
        api.post(prefix("s", "p") + "/transfer", Map.of("peeringServiceProvider", "a\0"))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("peeringServiceProvider"));
    }

    @Test
    void whatIsFoundOutMeanwhileRefusesNoWriter() {
        String before = api.get(registered).header("ETag");
        api.post(registered + "/validate").then().statusCode(200);

        api.given()
                .header("If-Match", before)
                .body(prefixBody(block))
                .put(api.url(registered))
                .then()
                .statusCode(200);
    }
}
