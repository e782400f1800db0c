/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.openpeering.kit.testing.AuthorizationMatrix;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "none"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class InsightsAuthorizationTest extends AuthorizationMatrix {
    @Override
    protected String servicePackage() {
        return "org.openpeering.insights";
    }
}
