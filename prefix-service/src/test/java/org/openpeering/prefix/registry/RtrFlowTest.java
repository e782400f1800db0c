/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;
import static org.openpeering.registry.testing.Stayrtr.roa;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.registry.Dataset;
import org.openpeering.registry.testing.Stayrtr;

/** The service follows a real cache. Verdicts follow a change of VRPs within a second. */
@QuarkusTest
@TestProfile(RtrFlowTest.WithCache.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RtrFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final Stayrtr CACHE = new Stayrtr(Path.of("target", "rtr-flow"));

    /** A cache that may not run yet. */
    public static final class WithCache implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("openpeering.rpki.rtr", "127.0.0.1:" + CACHE.port());
        }
    }

    @Inject
    Network network;

    @Inject
    Registries registries;

    @BeforeEach
    void start() throws IOException {
        assumeThat(Stayrtr.isInstalled()).as("stayrtr").isTrue();
        CACHE.serve(roa("203.0.113.0/24", 24, 64500));
        CACHE.start(2);
    }

    @AfterEach
    void stop() throws InterruptedException {
        CACHE.stop();
    }

    @Test
    void aVerdictFollowsTheVrpsWithinASecond() throws Exception {
        Partner partner = network.partner();
        Api api = new Api(partner.subscription(), "Contributor");
        String prefix = Network.freshPrefix();
        String registered = registration(partner.peering(), "a");
        api.put(registered, prefixBody(prefix)).then().statusCode(201);
        eventually(LIMIT, () -> assertThat(network.monitored(prefix)).isPresent());
        AsPath path = AsPath.of(partner.asn());
        network.routes(
                prefix,
                1,
                network.monitored(prefix).orElseThrow().revision(),
                route(prefix, partner.router(0), partner.addresses().get(0), partner.asn(), path, MAPS),
                route(prefix, partner.router(1), partner.addresses().get(1), partner.asn(), path, MAPS));
        eventually(
                LIMIT,
                () -> api.get(registered + "/validation")
                        .then()
                        .body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo("RpkiNotFound")));
        Dataset<?> before = registries.state().rpki();

        CACHE.serve(roa(prefix, 24, 64511));

        eventually(LIMIT, () -> assertThat(registries.state().rpki()).isNotSameAs(before));
        eventually(
                PROMISE, () -> api.get(registered).then().body("properties.prefixValidationState", equalTo("Failed")));
    }
}
