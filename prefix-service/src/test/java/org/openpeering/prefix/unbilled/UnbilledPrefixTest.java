/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class UnbilledPrefixTest {
    private final Network network = new Network();

    private Partner partner;
    private Api api;
    private String path;

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Reader");
        path = path(partner);
    }

    private static String path(Partner partner) {
        return "/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + partner.peering() + "/rpUnbilledPrefixes";
    }

    private void announce(Partner by, String prefix) throws Exception {
        network.routes(
                prefix, 1, 1, route(prefix, by.router(0), by.addresses().get(0), by.asn(), AsPath.of(by.asn()), MAPS));
    }

    private List<String> all(Api caller, String first) {
        List<String> prefixes = new ArrayList<>();
        String next = caller.url(first);
        while (next != null) {
            Response page = (next.startsWith("http") ? caller.plain() : caller.given()).get(next);
            page.then().statusCode(200);
            prefixes.addAll(page.<List<String>>path("value.prefix"));
            next = page.path("nextLink");
        }
        return prefixes;
    }

    @Test
    void listsWhatIsAnnouncedOnThePeeringsSessionsAndMergesItWhenAsked() throws Exception {
        Partner other = network.partner();
        String octets = "100.66." + partner.asn() % 250 + ".";
        announce(partner, octets + "0/25");
        announce(partner, octets + "128/25");
        announce(other, "100.67." + other.asn() % 250 + ".0/24");

        eventually(
                Duration.ofSeconds(10),
                () -> assertThat(all(api, path)).containsExactly(octets + "0/25", octets + "128/25"));
        api.get(path)
                .then()
                .body("value[0].azureRegion", equalTo(partner.metro()))
                .body("value[0].peerAsn", equalTo((int) partner.asn()));
        assertThat(all(api, path + "?consolidate=true")).containsExactly(octets + "0/24");
    }

    @Test
    void isPaged() throws Exception {
        List<String> announced = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            announced.add("100.68." + i + ".0/24");
            announce(partner, announced.getLast());
        }

        eventually(Duration.ofSeconds(10), () -> assertThat(all(api, path)).containsExactlyElementsOf(announced));
    }

    @Test
    void isNotThereInTheFirstVersionNorUnderNothing() {
        RestAssured.given()
                .queryParam("api-version", "2021-06-01")
                .header("Authorization", "Bearer " + api.token())
                .get(api.url(path))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("InvalidResourceType"));
        api.get(path.replace(partner.peering(), "nothing"))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
        api.get(path + "?consolidate=perhaps").then().statusCode(400).body("error.target", equalTo("consolidate"));
    }
}
