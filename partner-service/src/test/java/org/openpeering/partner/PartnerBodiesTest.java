/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.openpeering.kit.testing.BodyMatrix;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartnerBodiesTest extends BodyMatrix {
    private final Api api = new Api();

    @Override
    protected String token() {
        return Tokens.of("partner", "/subscriptions/" + api.subscription + "/Owner");
    }

    @Override
    protected String path() {
        return api.peerAsnId("asn") + Api.VERSION;
    }

    @Override
    protected String body(String text) {
        return "{\"properties\":{\"peerName\":" + text + "}}";
    }

    @Override
    protected String member() {
        return "properties.peerName";
    }
}
