/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.Observations;

/** Redundancy and checklist of a partner on its way. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class RedundancyResourceTest {
    private static final String A = "aaaaaaaa-0000-4000-8000-00000000000a";
    private static final String B = "aaaaaaaa-0000-4000-8000-00000000000b";

    @Inject
    Observations observations;

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String one = "one-" + UUID.randomUUID();
    private final String two = "two-" + UUID.randomUUID();
    private final Api api = new Api();
    private final String id = api.peeringId("p");

    @Test
    void aPartnerSeesWhatIsMissingUntilNothingIs() {
        api.metro(metro);
        api.router(one, metro);
        api.router(two, metro);
        api.approvedPeerAsn("asn1", 3320);
        String used = "\"useForPeeringService\":true,\"bandwidthInMbps\"";
        api.put(
                        id,
                        api.directOf(
                                "Premium_Direct_Free",
                                "asn1",
                                metro,
                                Api.connection(A, "10.4.0.0/31").replace("\"bandwidthInMbps\"", used),
                                Api.connection(B, "10.4.0.2/31").replace("\"bandwidthInMbps\"", used)))
                .then()
                .statusCode(201);
        missing("ConnectionActive", "Operator", 2);
        missing("ListedAsProvider", "Operator", 1);
        api.provisioned(id);
        missing("ConnectionActive", "Partner", 2);
        observations.session(one, "10.4.0.0", 3320, true, 1);
        observations.session(one, "10.4.0.2", 3320, true, 1);
        missing("LocalRedundancy", "Operator", 1);
        api.get(id + "/redundancy")
                .then()
                .statusCode(200)
                .body("tier", equalTo("Single"))
                .body("findings.code", hasItem("OneRouter"));
        observations.session(one, "10.4.0.2", 3320, false, 2);
        observations.session(two, "10.4.0.2", 3320, true, 1);
        api.partner()
                .get(id + "/redundancy" + Api.VERSION + "&failedRouter=" + two)
                .then()
                .statusCode(200)
                .body("tier", equalTo("Local"))
                .body("whatIf.tier", equalTo("Single"))
                .body("whatIf.failedRouter", equalTo(two));
        api.partner()
                .get(id + "/redundancy" + Api.VERSION + "&failedFacility=99999")
                .then()
                .body("whatIf.tier", equalTo("None"));
        api.operator()
                .body("{\"asns\":[3320],\"peeringLocations\":[\"" + metro + "\"]}")
                .put("/operator/catalogue/providers/Provider-" + metro)
                .then()
                .statusCode(201);
        api.get(id + "/checklist").then().statusCode(200).body("ready", equalTo(true));
    }

    private void missing(String code, String actor, int times) {
        api.get(id + "/checklist")
                .then()
                .statusCode(200)
                .body("ready", equalTo(false))
                .body(
                        "items.findAll { it.code == '" + code + "' && !it.done && it.waitsFor == '" + actor + "' }",
                        hasSize(times));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        api.get(id + "/redundancy").then().statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        api.get(id + "/checklist").then().statusCode(404);
        api.partner()
                .get(id + "/redundancy" + Api.VERSION + "&failedFacility=x")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("failedFacility"));
    }
}
