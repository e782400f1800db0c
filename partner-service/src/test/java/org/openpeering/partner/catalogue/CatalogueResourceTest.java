/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class CatalogueResourceTest {
    private final String suffix = UUID.randomUUID().toString();
    private final String metro = "Frankfurt " + suffix;
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
    }

    @Test
    void aMetroIsWrittenReadChangedAndChecked() {
        String path = "/operator/catalogue/metros/{name}";
        String body =
                "{\"country\":\"DE\",\"azureRegion\":\"germanywestcentral\",\"latitude\":50.11,\"longitude\":8.68}";
        api.operator()
                .body(body)
                .put(path, metro)
                .then()
                .statusCode(201)
                .body("name", equalTo(metro))
                .body("azureRegion", equalTo("germanywestcentral"))
                .body("latitude", equalTo(50.11f));
        api.operator()
                .body(body.replace("DE", "at"))
                .put(path, metro.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .body("name", equalTo(metro))
                .body("country", equalTo("AT"));
        api.operator().get(path, metro).then().statusCode(200).body("country", equalTo("AT"));
        api.operator().get("/operator/catalogue/metros").then().body("value.name", hasItem(metro));
        api.operator()
                .body("{\"country\":\"Germany\",\"latitude\":91,\"longitude\":-181}")
                .put(path, metro)
                .then()
                .statusCode(400)
                .body("error.details.target", contains("country", "latitude", "longitude"));
        api.operator().get(path, "nowhere").then().statusCode(404);
    }

    @Test
    void aNameMayHaveLettersThatLoseTheirCaseInOtherWaysThanOthers() {
        String izmir = "İZMİR " + suffix;
        api.metro(izmir);
        api.operator()
                .get("/operator/catalogue/metros/{name}", izmir)
                .then()
                .statusCode(200)
                .body("name", equalTo(izmir));
    }

    @Test
    void aProviderIsInTheCustomersListInTheCataloguesSpelling() {
        String path = "/operator/catalogue/providers/{name}";
        String provider = "Provider " + suffix;
        api.operator()
                .body("{\"asns\":[64496],\"peeringLocations\":[\"" + metro + "\"]}")
                .put(path, provider)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PeeringLocationNotFound"))
                .body("error.target", equalTo("peeringLocations[0]"));
        api.metro(metro);
        api.operator()
                .body("{\"asns\":[64496],\"peeringLocations\":[\"" + metro.toLowerCase(java.util.Locale.ROOT) + "\"]}")
                .put(path, provider)
                .then()
                .statusCode(201)
                .body("peeringLocations", contains(metro));
        api.get("/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peeringServiceProviders")
                .then()
                .statusCode(200)
                .body("value.name", hasItem(provider))
                .body("value.type", hasItem("Microsoft.Peering/peeringServiceProviders"))
                .body("value.properties.serviceProviderName", hasItems(provider))
                .body("value.properties.peeringLocations", hasItem(java.util.List.of(metro)));
        api.operator().delete("/operator/catalogue/metros/{name}", metro).then().statusCode(409);
        api.operator().delete(path, provider).then().statusCode(200);
        api.operator().delete(path, provider).then().statusCode(204);
        api.operator().delete("/operator/catalogue/metros/{name}", metro).then().statusCode(200);
    }

    @Test
    void anEdgeRouterIsNamedBySysNameAndStandsAtAKnownMetro() {
        String path = "/operator/edgeRouters/{name}";
        String body = "{\"metro\":\"" + metro + "\",\"addresses\":[\"127.0.0.11\",\"::1\"]}";
        api.operator().body(body).put(path, "Edge 1 " + suffix).then().statusCode(400);
        api.metro(metro);
        api.operator()
                .body(body)
                .put(path, "Edge 1 " + suffix)
                .then()
                .statusCode(201)
                .body("addresses", contains("127.0.0.11", "::1"));
        api.operator().get(path, "edge 1 " + suffix).then().statusCode(404);
        api.operator()
                .body(body.replace("::1", "127.0.0.11"))
                .put(path, "x")
                .then()
                .statusCode(400);
        api.operator()
                .body(body.replace("::1", "not an address"))
                .put(path, "x")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("addresses[1]"));
        api.operator().delete("/operator/catalogue/metros/{name}", metro).then().statusCode(409);
    }

    @Test
    void anEdgeRoutersInternetTablesAreKeptInOneText() {
        String path = "/operator/edgeRouters/Edge 2 " + suffix;
        api.metro(metro);
        api.operator().body(router("")).put(path).then().statusCode(201).body("internetTables", empty());
        String held = api.operator()
                .body(router("\"65000:7\",\"192.0.2.1:9\",\" INTERNET \""))
                .put(path)
                .then()
                .statusCode(200)
                .body("internetTables", contains("0:65000:7", "1:192.0.2.1:9", "INTERNET"))
                .extract()
                .header("ETag");
        api.operator().get(path).then().body("internetTables", contains("0:65000:7", "1:192.0.2.1:9", "INTERNET"));
        api.operator()
                .header("If-Match", held)
                .body(router("\"0:65000:7\",\"1:192.0.2.1:9\",\"INTERNET\""))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", held);
        api.operator()
                .header("If-Match", held)
                .body(router("\"70000:7\""))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", not(held))
                .body("internetTables", contains("2:70000:7"));
        api.operator()
                .header("If-Match", held)
                .body(router(""))
                .put(path)
                .then()
                .statusCode(412);
        api.operator()
                .body("{\"metro\":\"" + metro + "\",\"addresses\":[\"127.0.0.11\"]}")
                .put(path)
                .then()
                .statusCode(200)
                .body("internetTables", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null; internetTables[0]",
                "' '; internetTables[0]",
                "'INTERNET', '65000:7', '0:65000:7'; internetTables[2]",
                "'INTERNET', '70000:70000'; internetTables[1]",
                "'192.0.2.256:7'; internetTables[0]",
                "'LONG'; internetTables[0]",
                "MANY; internetTables"
            },
            quoteCharacter = '#')
    void aTableThatCanNotBeIsRefusedWithItsPlace(String tables, String target) {
        String many = IntStream.range(0, 17).mapToObj(i -> "'vrf" + i + "'").collect(Collectors.joining(","));
        api.metro(metro);
        api.operator()
                .body(router(tables.replace("MANY", many)
                        .replace("LONG", "x".repeat(256))
                        .replace('\'', '"')))
                .put("/operator/edgeRouters/x")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidParameter"))
                .body("error.target", equalTo(target));
    }

    private String router(String tables) {
        return "{\"metro\":\"" + metro + "\",\"addresses\":[\"127.0.0.11\"],\"internetTables\":[" + tables + "]}";
    }
}
