/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.openpeering.kit.testing.AuthorizationMatrix;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerAuthorizationTest extends AuthorizationMatrix {
    @Override
    protected String servicePackage() {
        return "org.openpeering.partner";
    }
}
