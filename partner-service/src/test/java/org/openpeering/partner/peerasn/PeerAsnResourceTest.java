/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.partner.Api.peerAsn;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PeerAsnResourceTest {
    private Api api;
    private String id;

    @BeforeEach
    void setUp() {
        api = new Api();
        id = api.peerAsnId("Contoso-Asn");
    }

    @Test
    void isCreatedPendingWhateverTheCallerSaysAndThenReplaced() {
        String withState = peerAsn(3320).replace("\"peerName\"", "\"validationState\":\"Approved\",\"peerName\"");
        String etag = api.put(id, withState)
                .then()
                .statusCode(201)
                .body("properties.validationState", equalTo("Pending"))
                .body("type", equalTo("Microsoft.Peering/peerAsns"))
                .body("id", equalTo(id))
                .extract()
                .header("ETag");
        api.put(id, peerAsn(3320)).then().statusCode(200).header("ETag", equalTo(etag));
        api.put(id.replace("Contoso-Asn", "contoso-asn"), peerAsn(3320).replace("noc@", "new@"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Contoso-Asn"))
                .body("properties.peerContactDetail[0].email", equalTo("new@contoso.com"));
        assertThat(api.waiting(id)).hasSize(1);
    }

    @Test
    void theNumberOfAnExistingOneIsFixed() {
        api.put(id, peerAsn(3320)).then().statusCode(201);
        api.put(id, peerAsn(3356)).then().statusCode(409).body("error.code", equalTo("ChangeNotAllowed"));
    }

    @Test
    void aNumberOccursOnceInASubscription() {
        api.put(id, peerAsn(3320)).then().statusCode(201);
        api.put(api.peerAsnId("other"), peerAsn(3320))
                .then()
                .statusCode(409)
                .body("error.target", equalTo("properties.peerAsn"));
        Api elsewhere = new Api();
        elsewhere.put(elsewhere.peerAsnId("x"), peerAsn(3320)).then().statusCode(201);
    }

    @Test
    void ofSimultaneousCreationsOneWinsAndNoneFails() throws Exception {
        List<Callable<Integer>> puts = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        _ -> () -> api.put(id, peerAsn(3320)).statusCode())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(puts)) {
                statuses.add(result.get());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 200);
    }

    @Test
    void aFailedOneIsSubmittedAgainByAnyPut() {
        api.put(id, peerAsn(3320)).then().statusCode(201);
        String item = api.waiting(id).getFirst();
        api.operator().post("/operator/approvals/" + item + "/reject").then().statusCode(400);
        api.decide(item, "reject").then().statusCode(200).body("state", equalTo("Rejected"));
        api.get(id)
                .then()
                .body("properties.validationState", equalTo("Failed"))
                .body("properties.errorMessage", equalTo("because"));
        api.put(id, peerAsn(3320))
                .then()
                .statusCode(200)
                .body("properties.validationState", equalTo("Pending"))
                .body("properties.errorMessage", nullValue());
        assertThat(api.waiting(id)).hasSize(1).doesNotContain(item);
        api.decide(item, "approve").then().statusCode(409);
        api.operator()
                .get("/operator/approvals/" + item)
                .then()
                .body("decision.by", equalTo("operator"))
                .body("decision.reason", equalTo("because"))
                .body("requestedBy", equalTo("partner"));
    }

    @Test
    void violationsAreToldTogether() {
        api.put(id, peerAsn(64496).replace("noc@contoso.com", "nonsense"))
                .then()
                .statusCode(400)
                .body("error.details.code", hasItem("InvalidAsn"))
                .body("error.details.target", hasItems("properties.peerAsn", "properties.peerContactDetail[0].email"));
        api.put(id, "{\"properties\":{\"peerAsn\":\"3320\"}}")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("properties.peerAsn"));
        api.put(api.peerAsnId("a%20b"), peerAsn(3320))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceName"));
    }

    @Test
    void preconditionsAreHonoured() {
        api.partner()
                .header("If-Match", "*")
                .body(peerAsn(3320))
                .put(id + Api.VERSION)
                .then()
                .statusCode(412);
        api.put(id, peerAsn(3320)).then().statusCode(201);
        api.partner()
                .header("If-None-Match", "*")
                .body(peerAsn(3320))
                .put(id + Api.VERSION)
                .then()
                .statusCode(412);
    }

    @Test
    void deletingTwiceIs200Then204AndTakesTheWaitingItemAlong() {
        api.put(id, peerAsn(3320)).then().statusCode(201);
        api.delete(id).then().statusCode(200);
        assertThat(api.waiting(id)).isEmpty();
        api.delete(id).then().statusCode(204);
        api.get(id).then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @Test
    void aListIsPagedWithoutGapsOrRepeats() {
        for (int i = 0; i < 103; i++) {
            api.put(api.peerAsnId("n" + i), peerAsn(20000 + i)).then().statusCode(201);
        }
        String list = "/subscriptions/" + api.subscription + "/providers/Microsoft.Peering/peerAsns" + Api.VERSION;
        var first = api.partner()
                .get(list)
                .then()
                .statusCode(200)
                .body("value", hasSize(100))
                .extract();
        String next = first.path("nextLink");
        var second = api.partner()
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .body("value", hasSize(3))
                .extract();
        List<String> names = new ArrayList<>(first.<List<String>>path("value.name"));
        names.addAll(second.<List<String>>path("value.name"));
        assertThat(names).doesNotHaveDuplicates().hasSize(103);
        assertThat(second.<String>path("nextLink")).isNull();
    }
}
