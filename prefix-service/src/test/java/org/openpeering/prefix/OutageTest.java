/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** The service outlives its database and goes on by itself. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class OutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    Network network;

    @Test
    void ofTheDatabaseIsWaitedOutByValidationToo() throws Exception {
        Partner partner = network.partner();
        Api api = new Api(partner.subscription(), "Contributor");
        String path = registration(partner.peering(), "r");
        String block = Network.freshPrefix();
        api.put(path, prefixBody(block)).then().statusCode(201);
        long monitored = network.monitored(block).orElseThrow().revision();

        Servers.POSTGRES.kill();
        try {
            api.get(path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("error.code", equalTo("ServerUnavailable"));
            network.routes(block, 1, monitored, announced(partner, block, 0), announced(partner, block, 1));
        } finally {
            Servers.POSTGRES.start();
        }

        eventually(
                LIMIT,
                () -> assertThat(api.get(path).<String>path("properties.prefixValidationState"))
                        .isEqualTo("Verified"));
    }

    private static ObservedRoute announced(Partner partner, String block, int index) {
        return route(
                block,
                partner.router(index),
                partner.addresses().get(index),
                partner.asn(),
                AsPath.of(partner.asn()),
                MAPS);
    }
}
