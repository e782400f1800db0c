/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.openpeering.kit.testing.BodyMatrix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;

@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class PrefixBodiesTest extends BodyMatrix {
    private final Api api = new Api(Network.subscription(), "Contributor");

    @Override
    protected String token() {
        return api.token();
    }

    @Override
    protected String path() {
        return api.url(Api.service("s")) + "?api-version=2022-10-01";
    }

    @Override
    protected String body(String text) {
        return "{\"properties\":{\"peeringServiceProvider\":" + text + "}}";
    }

    @Override
    protected String member() {
        return "properties.peeringServiceProvider";
    }
}
