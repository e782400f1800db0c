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

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** The service follows a real cache: stayrtr on loopback. Verdicts follow a change of VRPs within a second. */
@QuarkusTest
@TestProfile(RtrFlowTest.WithCache.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RtrFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final Path FOLDER = Path.of("target", "rtr-flow");
    private static final int PORT = freePort();

    /** A cache that may not run yet. */
    public static final class WithCache implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("openpeering.rpki.rtr", "127.0.0.1:" + PORT);
        }
    }

    @Inject
    Network network;

    @Inject
    Registries registries;

    private Process cache;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> stayrtr() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "stayrtr"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @BeforeEach
    void start() throws IOException {
        assumeThat(stayrtr()).as("stayrtr").isPresent();
        Files.createDirectories(FOLDER);
        write("203.0.113.0/24", 64500);
        cache = new ProcessBuilder(
                        stayrtr().orElseThrow(),
                        "-bind",
                        "127.0.0.1:" + PORT,
                        "-cache",
                        FOLDER.resolve("rpki.json").toString(),
                        "-refresh",
                        "1",
                        "-checktime=false",
                        "-metrics.addr",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (cache != null) {
            cache.destroy();
            assertThat(cache.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void write(String prefix, long asn) throws IOException {
        Path draft = FOLDER.resolve("draft");
        Files.writeString(draft, """
                {"metadata": {"buildtime": "2026-05-04T10:00:00Z"}, "roas": [
                  {"prefix": "%s", "maxLength": 24, "asn": %d, "ta": "lab", "expires": 4102444800}]}""".formatted(prefix, asn));
        Files.move(
                draft,
                FOLDER.resolve("rpki.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
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

        write(prefix, 64511);

        eventually(LIMIT, () -> assertThat(registries.state().rpki()).isNotSameAs(before));
        eventually(
                PROMISE, () -> api.get(registered).then().body("properties.prefixValidationState", equalTo("Failed")));
    }
}
