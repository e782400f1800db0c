/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class FacilityResourceTest {
    private static final String FACILITY =
            "{\"address\":\"1 High Street\",\"directPeeringTypes\":[\"Edge\",\"voice\"]}";
    private static final String EXCHANGE = """
            {"exchangeName":"Example-IX","facilityIPv4Prefix":"192.0.2.0/24","facilityIPv6Prefix":"2001:db8::/64",
            "ports":[{"bandwidthInMbps":100000,"microsoftIPv4Address":"192.0.2.7","microsoftIPv6Address":"2001:db8::7"},
            {"bandwidthInMbps":10000,"microsoftIPv6Address":"2001:db8::8"}]}""";

    @Inject
    FacilityRepository repository;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String facility = "/operator/catalogue/metros/" + metro + "/facilities/58";
    private final String exchange = "/operator/catalogue/metros/" + metro + "/exchanges/31";
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
    }

    @Test
    void aFacilityIsWrittenReadChangedListedAndDeleted() {
        api.operator().get(facility).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        String tag = api.operator()
                .body(FACILITY)
                .put(facility)
                .then()
                .statusCode(201)
                .body("peeringDBFacilityId", equalTo(58))
                .body("directPeeringTypes", contains("Edge", "Voice"))
                .body("imported", equalTo(false))
                .body("gone", equalTo(false))
                .extract()
                .header("ETag");
        api.operator()
                .body(FACILITY)
                .put(facility.replace(metro, metro.toUpperCase(Locale.ROOT)))
                .then()
                .statusCode(200)
                .header("ETag", tag);
        api.operator()
                .body(FACILITY.replace("High", "Low"))
                .put(facility)
                .then()
                .statusCode(200)
                .body("address", equalTo("1 Low Street"));
        api.operator()
                .get("/operator/catalogue/metros/" + metro + "/facilities")
                .then()
                .statusCode(200)
                .body("value.peeringDBFacilityId", contains(58));
        api.operator()
                .delete("/operator/catalogue/metros/" + metro)
                .then()
                .statusCode(409)
                .body(
                        "error.message",
                        equalTo("The metro '" + metro.toLowerCase(Locale.ROOT) + "' is used by the facility 58."));
        api.operator().delete(facility).then().statusCode(200);
        api.operator().delete(facility).then().statusCode(204);
        api.operator().delete("/operator/catalogue/metros/" + metro).then().statusCode(200);
    }

    @Test
    void anExchangeIsWrittenReadAndDeleted() {
        api.operator()
                .body(EXCHANGE)
                .put(exchange)
                .then()
                .statusCode(201)
                .body("facilityIPv4Prefix", equalTo("192.0.2.0/24"))
                .body("ports[1].microsoftIPv4Address", nullValue())
                .body("ports.microsoftIPv6Address", contains("2001:db8::7", "2001:db8::8"));
        api.operator().body(EXCHANGE).put(exchange).then().statusCode(200);
        api.operator().get(exchange).then().statusCode(200).body("exchangeName", equalTo("Example-IX"));
        assertThat(Transactions.await(() -> repository.exchange(metro.toLowerCase(Locale.ROOT))))
                .extracting(ExchangeFacility::prefixV6)
                .containsExactly(IpPrefix.parse("2001:db8::/64"));
        api.operator().delete(exchange).then().statusCode(200);
    }

    @Test
    void theRulesOfPeeringsSeeWhatIsThere() {
        api.operator().body(FACILITY).put(facility).then().statusCode(201);

        assertThat(Transactions.await(() -> repository.direct(metro.toLowerCase(Locale.ROOT))))
                .extracting(DirectFacility::peeringDBFacilityId, DirectFacility::directPeeringTypes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        58L, java.util.List.of(DirectPeeringType.EDGE, DirectPeeringType.VOICE)));
        assertThat(Transactions.await(() -> repository.direct("elsewhere"))).isEmpty();
    }

    @Test
    void aFacilityWithAConnectionStays() {
        api.operator()
                .body(FACILITY)
                .put("/operator/catalogue/metros/" + metro + "/facilities/99999")
                .then()
                .statusCode(201);
        api.approvedPeerAsn("asn1", 3320);
        api.put(
                        api.peeringId("p"),
                        api.direct(
                                "asn1", metro, Api.connection(UUID.randomUUID().toString(), "127.0.0.60/30")))
                .then()
                .statusCode(201);

        api.operator()
                .delete("/operator/catalogue/metros/" + metro + "/facilities/99999")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("InUse"));
    }

    @Test
    void aMetroThatIsNotThereHasNoFacilities() {
        api.operator()
                .body(FACILITY)
                .put("/operator/catalogue/metros/nowhere/facilities/1")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "058", "x", "2147483648", "99999999999999999999"})
    void anIdThatPeeringDbCanNotHaveIsRefused(String id) {
        api.operator()
                .body(FACILITY)
                .put("/operator/catalogue/metros/" + metro + "/facilities/" + id)
                .then()
                .statusCode(400)
                .body("error.target", equalTo("peeringDBFacilityId"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        api.operator()
                .body("{}")
                .put(facility)
                .then()
                .statusCode(400)
                .body("error.details.target", contains("address", "directPeeringTypes"));
        api.operator()
                .body("""
                        {"exchangeName":" ","facilityIPv4Prefix":"192.0.2.1/24","facilityIPv6Prefix":"192.0.2.0/24","ports":[
                        {"bandwidthInMbps":0,"microsoftIPv4Address":"2001:db8::7","microsoftIPv6Address":"x"},{}]}""")
                .put(exchange)
                .then()
                .statusCode(400)
                .body(
                        "error.details.target",
                        contains(
                                "exchangeName",
                                "facilityIPv4Prefix",
                                "facilityIPv6Prefix",
                                "ports[0].bandwidthInMbps",
                                "ports[0].microsoftIPv4Address",
                                "ports[0].microsoftIPv6Address",
                                "ports[1].bandwidthInMbps",
                                "ports[1].microsoftIPv4Address"))
                .body("error.details[1].code", equalTo("InvalidPrefix"));
        api.operator()
                .body(EXCHANGE.replace("192.0.2.7", "192.0.3.7"))
                .put(exchange)
                .then()
                .statusCode(400)
                .body("error.target", equalTo("ports[0].microsoftIPv4Address"));
    }
}
