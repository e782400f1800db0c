/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.partner.Api.connection;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PeeringResourceTest {
    private static final String FIRST = "properties.direct.connections[0]";
    private static final String A = "aaaaaaaa-0000-4000-8000-00000000000a";
    private static final String B = "aaaaaaaa-0000-4000-8000-00000000000b";

    private final String metro = "Metro-" + UUID.randomUUID();
    private Api api;
    private String id;

    @BeforeEach
    void setUp() {
        api = new Api();
        id = api.peeringId("P-1");
        api.metro(metro);
        api.approvedPeerAsn("asn1", 3320);
    }

    @Test
    void aPeeringNeedsAnApprovedPeerAsnOfItsOwnSubscriptionAndAKnownMetro() {
        Api stranger = new Api();
        stranger.approvedPeerAsn("asn1", 3320);
        api.put(id, stranger.direct("asn1", "Nowhere", connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(400)
                .body("error.details.code", hasItems("PeerAsnNotFound", "PeeringLocationNotFound"))
                .body("error.details.target", hasItems("properties.direct.peerAsn.id", "properties.peeringLocation"));
        api.put(api.peerAsnId("asn2"), Api.peerAsn(3356)).then().statusCode(201);
        api.put(id, api.direct("asn2", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PeerAsnNotApproved"));
    }

    @Test
    void theMetroIsComparedWithoutCaseAndAnsweredInTheCataloguesSpelling() {
        api.put(id, api.direct("ASN1", metro.toUpperCase(java.util.Locale.ROOT), connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201)
                .body("properties.peeringLocation", equalTo(metro))
                .body("properties.direct.peerAsn.id", equalTo(api.peerAsnId("asn1")));
        api.get(id.replace("/rg/", "/RG/").replace("P-1", "p-1"))
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
    }

    @Test
    void theSameRequestAgainIsNoChangeAndAllowedChangesAre() {
        String body = api.direct("asn1", metro, connection(A, "10.1.0.0/31"));
        String etag = api.put(id, body).then().statusCode(201).extract().header("ETag");
        api.put(id, body).then().statusCode(200).header("ETag", equalTo(etag));
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/31"), connection(B, "10.1.0.2/31")))
                .then()
                .statusCode(200)
                .body("properties.direct.connections", hasSize(2));
        assertThat(api.waiting(id)).hasSize(2);
        api.put(id, body)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ChangeNotAllowed"))
                .body("error.target", equalTo("properties.direct.connections"));
        api.partner()
                .header("If-Match", etag)
                .body("{\"tags\":{\"a\":\"b\"}}")
                .patch(id + Api.VERSION)
                .then()
                .statusCode(412);
    }

    @Test
    void patchReplacesTags() {
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201);
        api.partner()
                .body("{\"tags\":{\"tag0\":\"value0\",\"gone\":null}}")
                .patch(id + Api.VERSION)
                .then()
                .statusCode(200)
                .body("tags", hasEntry("tag0", "value0"))
                .body("tags.gone", nullValue());
        api.partner().body("{}").patch(id + Api.VERSION).then().body("tags", hasEntry("tag0", "value0"));
        api.partner().body("{\"tags\":{}}").patch(id + Api.VERSION).then().body("tags", nullValue());
        api.partner()
                .body("{}")
                .patch(api.peeringId("none") + Api.VERSION)
                .then()
                .statusCode(404);
    }

    @Test
    void aSubnetOfAnotherNetworkMakesTheConnectionFailAndAnotherSubnetMendsIt() {
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/30")))
                .then()
                .statusCode(201);
        Api rival = new Api();
        rival.approvedPeerAsn("asn1", 3356);
        rival.put(rival.peeringId("r"), rival.direct("asn1", metro, connection(A, "10.1.0.2/31")))
                .then()
                .statusCode(201)
                .body(FIRST + ".connectionState", equalTo("ProvisioningFailed"))
                .body(FIRST + ".errorMessage", equalTo("IPv4 address is already configured with a different ASN"));
        assertThat(rival.waiting(rival.peeringId("r"))).isEmpty();
        rival.put(rival.peeringId("r"), rival.direct("asn1", metro, connection(A, "10.1.0.4/31")))
                .then()
                .statusCode(200)
                .body(FIRST + ".connectionState", equalTo("PendingApproval"))
                .body(FIRST + ".errorMessage", nullValue());
        assertThat(rival.waiting(rival.peeringId("r"))).hasSize(1);
    }

    @Test
    void aPeerAddressOccursOnceAtAMetroAlsoUnderConcurrency() throws Exception {
        List<Callable<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String mine = api.peeringId("c" + i);
            puts.add(() -> api.put(mine, api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                    .statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var result : threads.invokeAll(puts)) {
                statuses.add(result.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void ofSimultaneousCreationsOneWinsAndNoneFails() throws Exception {
        String body = api.direct("asn1", metro, connection(A, "10.1.0.0/31"));
        List<Callable<Integer>> puts =
                java.util.Collections.nCopies(6, () -> api.put(id, body).statusCode());
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var result : threads.invokeAll(puts)) {
                statuses.add(result.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 200);
    }

    @Test
    void aRejectedConnectionSaysWhyAndLetsGoOfItsAddress() {
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201);
        api.decide(api.waiting(id).getFirst(), "reject").then().statusCode(200);
        api.get(id)
                .then()
                .body(FIRST + ".connectionState", equalTo("ProvisioningFailed"))
                .body(FIRST + ".errorMessage", equalTo("because"));
        api.put(api.peeringId("p2"), api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201);
        api.delete(id).then().statusCode(200);
    }

    @Test
    void anExchangePeeringHasTheSameLifeWithApprovedInIt() {
        String body = """
                {"sku":{"name":"Basic_Exchange_Free"},"kind":"Exchange","location":"eastus","properties":{
                "peeringLocation":"%s","exchange":{"peerAsn":{"id":"%s"},"connections":[{"peeringDBFacilityId":26,
                "bgpSession":{"peerSessionIPv4Address":"80.81.192.7","maxPrefixesAdvertisedV4":100}}]}}}""".formatted(metro, api.peerAsnId("asn1"));
        String first = "properties.exchange.connections[0]";
        api.put(id, body)
                .then()
                .statusCode(201)
                .body(first + ".connectionState", equalTo("PendingApproval"))
                .body(first + ".bandwidthInMbps", nullValue())
                .body("properties.direct", nullValue());
        api.put(id, body).then().statusCode(200).body("properties.exchange.connections", hasSize(1));
        api.decide(api.waiting(id).getFirst(), "approve");
        api.get(id).then().body(first + ".connectionState", equalTo("Approved"));
        api.decide(api.waiting(id).getFirst(), "approve");
        api.get(id).then().body(first + ".connectionState", equalTo("Validating"));
        api.delete(id).then().statusCode(200);
    }

    @Test
    void listsAreOfTheGroupOrOfTheWholeSubscription() {
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201);
        api.put(id.replace("/rg/", "/rg2/"), api.direct("asn1", metro, connection(A, "10.1.0.2/31")))
                .then()
                .statusCode(201);
        String all = "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peerings";
        api.get(all).then().body("value", hasSize(2)).body("nextLink", nullValue());
        api.get(all.replace("/providers", "/resourceGroups/RG2/providers"))
                .then()
                .body("value", hasSize(1));
    }

    @Test
    void aGroupsListHasNothingOfGroupsThatBeginAlike() {
        List<String> ids = new ArrayList<>();
        for (String group : List.of("A", "b-2", "B", "b0")) {
            String made = id.replace("/rg/", "/" + group + "/");
            api.put(made, api.direct("asn1", metro, connection(A, "10.1.1." + 2 * ids.size() + "/31")))
                    .then()
                    .statusCode(201);
            ids.add(made);
        }
        String all = "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peerings";
        api.get(all).then().body("value.id", equalTo(ids));
        api.get(all.replace("/providers", "/resourceGroups/b/providers"))
                .then()
                .body("value.id", equalTo(List.of(ids.get(2))));
    }

    @Test
    void aPeeringIsFoundInAnyCaseAndShownInItsCreatorsSpelling() {
        String written = id.replace("/rg/", "/Zürich/").replace("P-1", "Written-So");
        String other = written.replace("Zürich", "ZÜRICH").replace("Written-So", "WRITTEN-so");
        String body = api.direct("ASN1", metro, connection(A, "10.1.1.0/31"));
        api.put(written, body).then().statusCode(201).body("id", equalTo(written));
        api.get(other).then().statusCode(200).body("id", equalTo(written)).body("name", equalTo("Written-So"));
        api.put(other, body).then().statusCode(200).body("id", equalTo(written));
        api.delete(other).then().statusCode(200);
        api.get(written).then().statusCode(404);
    }

    @Test
    void aMetroInUseStays() {
        api.put(id, api.direct("asn1", metro, connection(A, "10.1.0.0/31")))
                .then()
                .statusCode(201);
        api.operator()
                .delete("/operator/catalogue/metros/" + metro)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("InUse"));
        api.delete(id).then().statusCode(200);
        api.operator().delete("/operator/catalogue/metros/" + metro).then().statusCode(200);
        api.operator().delete("/operator/catalogue/metros/" + metro).then().statusCode(204);
    }
}
