/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static io.restassured.RestAssured.given;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.kit.testing.AuthorizationMatrix;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class InsightsAuthorizationTest extends AuthorizationMatrix {
    private static final String OWN = "aaaaaaaa-0000-4000-8000-000000000001";

    /** Until then it answers 503, since it does not know yet what there is. */
    @BeforeEach
    void tablesCanBeRead() {
        eventually(
                Duration.ofSeconds(30),
                () -> given().header("Authorization", "Bearer " + Tokens.of("operator", "/operators"))
                        .get("/operator/routing/tables")
                        .then()
                        .statusCode(200));
        // Who owns it does not answer here.
        ResourceId service = ResourceId.ofGroup(new Subscription(OWN), "x", ResourceType.PEERING_SERVICES, "x");
        Broker.send(Topic.PEERING_SERVICES, new PeeringService(service, System.currentTimeMillis(), null, null, null));
        eventually(
                Duration.ofSeconds(30),
                () -> given().header(
                                "Authorization", "Bearer " + Tokens.of("reader", "/subscriptions/" + OWN + "/Reader"))
                        .queryParam("api-version", "2022-10-01")
                        .get(service + "/connectionMonitorTests")
                        .then()
                        .statusCode(200));
    }

    @Override
    protected String servicePackage() {
        return "org.openpeering.insights";
    }
}
