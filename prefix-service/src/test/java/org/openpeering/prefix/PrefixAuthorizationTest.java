/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.openpeering.kit.testing.AuthorizationMatrix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixAuthorizationTest extends AuthorizationMatrix {
    @Override
    protected String servicePackage() {
        return "org.openpeering.prefix";
    }
}
