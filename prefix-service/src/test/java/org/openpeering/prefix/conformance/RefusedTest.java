/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Request bodies that are refused, each a file named after its defect and the code of its answer. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RefusedTest {
    private static final Path FIXTURES = Path.of("src/test/resources/refused");

    @Inject
    Network network;

    @Test
    void everyFixtureIsAnsweredWithTheCodeInItsName() throws Exception {
        Partner partner = network.partner();
        network.routeServer(partner, 2);
        Api api = new Api(partner.subscription(), "Contributor");
        api.put(Api.service("s"), Api.serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);

        List<String> wrong = new ArrayList<>();
        int fixtures = 0;
        for (Path file : files()) {
            String target = switch (file.getParent().getFileName().toString()) {
                case "registeredPrefix" -> Api.registration(partner.peering(), "x");
                case "registeredAsn" -> Api.asn(partner.peering(), "x");
                case "peeringService" -> Api.service("x");
                default -> Api.prefix("s", "x");
            };
            String code = file.getFileName().toString().replaceAll(".*\\.(.*)\\.json", "$1");
            Response answer = api.put(target, Files.readString(file));
            String answered = answer.path("error.code");
            if (answer.statusCode() != 400 || !code.equals(answered)) {
                wrong.add(FIXTURES.relativize(file) + ": " + answer.statusCode() + " " + answer.asString());
            }
            fixtures++;
        }

        assertThat(wrong).isEmpty();
        assertThat(fixtures).isEqualTo(62);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FIXTURES)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
