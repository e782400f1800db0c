/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class AddressPoolResourceTest {
    /** Pools of all tests together don't overlap, so each takes its own /20. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final String SESSION = "properties.direct.connections[0].bgpSession";

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String pool = "/operator/addressPools/" + UUID.randomUUID();
    private final int block = NEXT.getAndIncrement();
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
        api.approvedPeerAsn("asn1", 3320);
    }

    private String v4() {
        return "10.200." + 16 * block;
    }

    private void pool(String prefix, int status) {
        api.operator()
                .body("{\"metro\":\"" + metro + "\",\"prefix\":\"" + prefix + "\"}")
                .put(pool)
                .then()
                .statusCode(status);
    }

    private String ordered(String name) {
        String id = api.peeringId(name);
        api.put(id, api.direct("asn1", metro, """
                        {"bandwidthInMbps":10000,"sessionAddressProvider":"Microsoft"}""")).then().statusCode(201).body(SESSION, nullValue());
        return id;
    }

    @Test
    void theOperatorsApprovalGivesAddressesOfBothFamilies() {
        pool(v4() + ".0/30", 201);
        api.operator()
                .body("{\"metro\":\"" + metro + "\",\"prefix\":\"fd00:" + block + "::/64\",\"subnetLength\":64}")
                .put(pool + "-v6")
                .then()
                .statusCode(201);
        String id = ordered("p");
        api.decide(api.waiting(id, "Connection"), "approve").then().statusCode(200);
        api.get(id)
                .then()
                .body(SESSION + ".sessionPrefixV4", equalTo(v4() + ".0/31"))
                .body(SESSION + ".peerSessionIPv4Address", equalTo(v4() + ".0"))
                .body(SESSION + ".microsoftSessionIPv4Address", equalTo(v4() + ".1"))
                .body(SESSION + ".sessionPrefixV6", equalTo(block == 0 ? "fd00::/64" : "fd00:" + block + "::/64"));
        api.operator().get(pool).then().body("assigned", equalTo(1)).body("subnets", equalTo(2));
        api.operator().delete(pool).then().statusCode(409).body("error.code", equalTo("InUse"));
        api.decide(api.waiting(id, "Provisioning"), "reject").then().statusCode(200);
        api.get(id).then().body(SESSION, nullValue());
        api.operator().get(pool).then().body("assigned", equalTo(0));
        api.operator().delete(pool).then().statusCode(200);
    }

    @Test
    void withoutAPoolOrWithAnEmptyOneTheApprovalIsRefusedAndNothingIsTaken() {
        String first = ordered("first");
        api.decide(api.waiting(first, "Connection"), "approve")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("AddressPoolExhausted"));
        pool(v4() + ".0/31", 201);
        api.decide(api.waiting(first, "Connection"), "approve").then().statusCode(200);
        String second = ordered("second");
        api.decide(api.waiting(second, "Connection"), "approve")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("AddressPoolExhausted"));
        api.get(second).then().body("properties.direct.connections[0].connectionState", equalTo("PendingApproval"));
    }

    @Test
    void ofAHundredParallelApprovalsNoneGetsTheAddressesOfAnother() throws Exception {
        pool(v4() + ".0/24", 201);
        List<String> ids =
                IntStream.range(0, 100).mapToObj(i -> ordered("p" + i)).toList();
        List<Callable<Integer>> approvals = new ArrayList<>();
        for (String id : ids) {
            String item = api.waiting(id, "Connection");
            approvals.add(() -> approved(item));
        }
        try (var threads = Executors.newFixedThreadPool(100)) {
            for (var result : threads.invokeAll(approvals)) {
                assertThat(result.get()).isEqualTo(200);
            }
        }
        assertThat(ids.stream().map(id -> api.get(id).jsonPath().getString(SESSION + ".sessionPrefixV4")))
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .hasSize(100);
        api.operator().get(pool).then().body("assigned", equalTo(100));
    }

    /** More at once than a busy machine has connections to the database for are told to try again. */
    private int approved(String item) {
        int status;
        do {
            status = api.decide(item, "approve").statusCode();
        } while (status == 503);
        return status;
    }

    @Test
    void subnetsThatSomebodyBroughtAreNotGiven() {
        api.put(
                        api.peeringId("own"),
                        api.direct(
                                "asn1", metro, Api.connection(UUID.randomUUID().toString(), v4() + ".0/31")))
                .then()
                .statusCode(201);
        pool(v4() + ".0/29", 201);
        String id = ordered("p");
        api.decide(api.waiting(id, "Connection"), "approve").then().statusCode(200);
        api.get(id).then().body(SESSION + ".sessionPrefixV4", equalTo(v4() + ".2/31"));
    }

    @Test
    void poolsDoNotOverlapAndStayWhatTheyAre() {
        pool(v4() + ".0/24", 201);
        pool(v4() + ".0/24", 200);
        pool(v4() + ".0/25", 409);
        api.operator()
                .body("{\"metro\":\"" + metro + "\",\"prefix\":\"" + v4() + ".128/25\"}")
                .put(pool + "-b")
                .then()
                .statusCode(409)
                .body("error.target", equalTo("prefix"));
        api.operator()
                .body("{\"prefix\":\"" + v4() + ".0/33\",\"subnetLength\":24}")
                .put(pool + "-c")
                .then()
                .statusCode(400)
                .body("error.details.target", equalTo(List.of("metro", "prefix")));
        api.operator()
                .body("{\"metro\":\"Nowhere\",\"prefix\":\"10.201.0.0/24\",\"subnetLength\":29}")
                .put(pool + "-d")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("subnetLength"));
        api.operator().delete("/operator/catalogue/metros/" + metro).then().statusCode(409);
    }
}
