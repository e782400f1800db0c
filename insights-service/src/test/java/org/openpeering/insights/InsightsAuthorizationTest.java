/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import static io.restassured.RestAssured.given;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.openpeering.kit.testing.AuthorizationMatrix;
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
    /** Until then it answers 503, since it does not know yet what there is. */
    @BeforeEach
    void tablesCanBeRead() {
        eventually(
                Duration.ofSeconds(30),
                () -> given().header("Authorization", "Bearer " + Tokens.of("operator", "/operators"))
                        .get("/operator/routing/tables")
                        .then()
                        .statusCode(200));
    }

    @Override
    protected String servicePackage() {
        return "org.openpeering.insights";
    }
}
