/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** Values of callers' that neither the database nor the platform can take. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerValuesTest {
    private final Api api = new Api();
    private final String provider = "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/";

    private ValidatableResponse refused(String code, String target, ValidatableResponse answer) {
        return answer.statusCode(400).body("error.code", equalTo(code)).body("error.target", equalTo(target));
    }

    private ValidatableResponse get(String path) {
        return api.partner().urlEncodingEnabled(false).get(path).then();
    }

    @ParameterizedTest
    @CsvSource({
        "peeringServiceLocations?api-version=2022-10-01&country=%00, country",
        "peeringServiceLocations?api-version=2022-10-01&country=a%00b, country",
        "peerAsns?api-version=2022-10-01&$skiptoken=AA, $skiptoken",
        "peerAsns?api-version=2022-10-01&$skiptoken=YQBi, $skiptoken",
        "peerAsns?api-version=2022-10-01&$skiptoken=7aCA, $skiptoken",
        "peerings?api-version=2022-10-01&$skiptoken=AA, $skiptoken",
        "cdnPeeringPrefixes?api-version=2022-10-01&peeringLocation=%00, peeringLocation",
        "legacyPeerings?api-version=2022-10-01&kind=Direct&peeringLocation=%00, peeringLocation",
        "legacyPeerings?api-version=2022-10-01&kind=%00&peeringLocation=x, kind",
        "peeringLocations?api-version=2022-10-01&kind=%00, kind",
    })
    void textOfAQueryOrPathIsText(String path, String target) {
        refused("InvalidParameter", target, get(provider + path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operator/audit?object=%00",
                "/operator/approvals?subscriptionId=%00",
                "/operator/approvals?resourceId=%00",
                "/operator/approvals?assignee=%00",
                "/operator/catalogue/metros?$skiptoken=AA",
            })
    void theOperatorsToo(String path) {
        api.operator()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operator/audit?$skiptoken=OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
                "/operator/approvals?$skiptoken=LTE",
                "/operator/approvals/x",
                "/operator/audit?object=%ff",
                "/operator/catalogue/metros/%ff",
                "/operator/catalogue/metros/x/facilities/99999999999999999999",
            })
    void noReadOfANumberOrAnEncodingIsAFaultOfOurs(String path) {
        api.operator().urlEncodingEnabled(false).get(path).then().statusCode(lessThan(500));
    }

    @Test
    void aNameIsText() {
        get(provider + "peerAsns/a%00b?api-version=2022-10-01").statusCode(400);
        for (String path : new String[] {"approvals/%00", "catalogue/metros/%00", "edgeRouters/%00"}) {
            api.operator()
                    .urlEncodingEnabled(false)
                    .get("/operator/" + path)
                    .then()
                    .statusCode(400)
                    .body("error.message", notNullValue());
        }
    }

    @Test
    void tagsAreText() {
        String id = api.peeringId("p");
        refused(
                "InvalidRequestContent",
                "tags.a",
                api.put(id, "{\"tags\":{\"a\":\"\\u0000\"}}").then());
        refused(
                "InvalidRequestContent",
                "tags.a",
                api.partner()
                        .body("{\"tags\":{\"a\":\"\\ud800\"}}")
                        .patch(id + Api.VERSION)
                        .then());
        api.put(id, "{\"tags\":{\"\\u0000\":\"a\"}}").then().statusCode(400).body("error.target", startsWith("tags."));
    }

    @Test
    void theOperatorsTextsAreText() {
        for (String path : new String[] {
            "catalogue/metros/m", "catalogue/providers/p", "catalogue/serviceLocations/s", "edgeRouters/r"
        }) {
            api.operator()
                    .body("{\"metro\":\"\\u0000\",\"country\":\"\\u0000\",\"peeringLocations\":[\"\\u0000\"]}")
                    .put("/operator/" + path)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidRequestContent"));
        }
        api.operator()
                .body("{\"reason\":\"\\u0000\"}")
                .post("/operator/approvals/" + UUID.randomUUID() + "/reject")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("reason"));
    }

    @Test
    void whatIsIndexedHasAnEnd() {
        String subscription = "s".repeat(129);
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("long", "/subscriptions/" + subscription + "/Owner"))
                .contentType("application/json")
                .body(Api.peerAsn(3320))
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Peering/peerAsns/a" + Api.VERSION)
                .then()
                .statusCode(400)
                .body("error.target", equalTo("subscriptionId"));
    }

    /** In characters of four bytes each: what its name, group and subscription are indexed by is as long as it can be. */
    @Test
    void theLongestNamesAreKept() {
        String subscription = "\u00e4".repeat(128);
        String id = "/subscriptions/" + subscription + "/providers/Microsoft.Peering/peerAsns/" + "n".repeat(63);
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("long", "/subscriptions/" + subscription + "/Owner"))
                .contentType("application/json")
                .body(Api.peerAsn(3320))
                .put(id + Api.VERSION)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"99999999999999999999", "4294967296", "9223372036854775808", "-1", "1e400"})
    void aNumberThatIsNoAsnIsTheCallersFault(String number) {
        refused(
                "InvalidRequestContent",
                "properties.peerAsn",
                api.put(api.peerAsnId("a"), "{\"properties\":{\"peerAsn\":" + number + "}}")
                        .then());
    }

    @Test
    void anAddressWithAZoneIsNone() {
        api.metro("zoned");
        api.operator()
                .body("{\"metro\":\"zoned\",\"addresses\":[\"fe80::1%eth0\"]}")
                .put("/operator/edgeRouters/zoned")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("addresses[0]"));
    }
}
