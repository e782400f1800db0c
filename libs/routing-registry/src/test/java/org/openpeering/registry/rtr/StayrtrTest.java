/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real cache: stayrtr on loopback, which serves a file. */
@Timeout(60)
class StayrtrTest {
    private static final String ONE = "192.0.2.0/24 AS64496";
    private static final String TWO = "2001:db8::/32-48 AS64497";

    @TempDir
    private Path folder;

    private final Updates updates = new Updates();
    private int port;
    private long stopped;
    private Process cache;
    private RtrClient client;

    private static Optional<String> stayrtr() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "stayrtr"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @BeforeEach
    void find() throws IOException {
        assumeThat(stayrtr()).as("stayrtr").isPresent();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (cache != null) {
            stopCache();
        }
    }

    private void stopCache() throws InterruptedException {
        stopped = Instant.now().getEpochSecond();
        cache.destroy();
        assertThat(cache.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String roa(String prefix, int maxLength, int asn) {
        return "{\"prefix\": \"%s\", \"maxLength\": %d, \"asn\": %d, \"ta\": \"lab\", \"expires\": 4102444800}"
                .formatted(prefix, maxLength, asn);
    }

    /** @param provider of AS 64496 */
    private void write(int provider, String... roas) throws IOException {
        Path draft = folder.resolve("draft");
        // The member is called provider_authorizations up to stayrtr 0.5 and aspas after that.
        String aspa = "{\"customer_asid\": 64496, \"expires\": 4102444800, \"providers\": [%d]}".formatted(provider);
        Files.writeString(draft, """
                {"metadata": {"buildtime": "2026-05-04T10:00:00Z"}, "roas": [%s],
                 "aspas": [%s], "provider_authorizations": {"ipv4": [%s], "ipv6": []}}""".formatted(String.join(", ", roas), aspa, aspa));
        Files.move(
                draft,
                folder.resolve("rpki.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** In a second after all that the one before ran in: stayrtr numbers its sessions by the second of its start. */
    private void startCache(int version) throws IOException {
        await().until(() -> Instant.now().getEpochSecond() > stopped);
        cache = new ProcessBuilder(
                        stayrtr().orElseThrow(),
                        "-bind",
                        "127.0.0.1:" + port,
                        "-cache",
                        folder.resolve("rpki.json").toString(),
                        "-protocol",
                        Integer.toString(version),
                        "-refresh",
                        "1",
                        "-checktime=false",
                        "-metrics.addr",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void startClient() {
        RtrSettings usual = RtrSettings.of("127.0.0.1", port);
        client = RtrClient.start(
                new RtrSettings(
                        usual.host(),
                        usual.port(),
                        usual.version(),
                        usual.connectTimeout(),
                        usual.messageTimeout(),
                        usual.answerTimeout(),
                        Duration.ofMillis(20),
                        Duration.ofMillis(200),
                        usual.mostRecords()),
                InstantSource.system(),
                updates);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void speaksTheVersionThatTheCacheSpeaks(int version) throws Exception {
        write(64497, roa("192.0.2.0/24", 24, 64496), roa("2001:db8::/32", 48, 64497));
        startCache(version);
        startClient();

        Updates.Update update = updates.next();

        assertThat(update.status().version()).isEqualTo(version);
        assertThat(update.vrps()).containsExactly(ONE, TWO);
        assertThat(update.aspas()).isEqualTo(version < 2 ? "none" : "[64496=[64497]]");
    }

    @Test
    void whatChangesAtTheCacheArrivesAsADelta() throws Exception {
        write(64497, roa("192.0.2.0/24", 24, 64496));
        startCache(2);
        startClient();
        Updates.Update first = updates.next();
        assertThat(first.vrps()).containsExactly(ONE);

        write(64499, roa("2001:db8::/32", 48, 64497));
        Updates.Update second = updates.next(update -> !update.vrps().equals(first.vrps()));

        assertThat(second.vrps()).containsExactly(TWO);
        assertThat(second.aspas()).isEqualTo("[64496=[64499]]");
        assertThat(second.status().session()).isEqualTo(first.status().session());
        assertThat(second.status().serial()).isGreaterThan(first.status().serial());
        assertThat(client.status().failures()).isZero();
    }

    @Test
    void aCacheThatWasRestartedIsFollowedUnderItsNewSession() throws Exception {
        write(64497, roa("192.0.2.0/24", 24, 64496));
        startCache(2);
        startClient();
        Updates.Update first = updates.next();
        stopCache();
        assertThat(Updates.status(client, status -> status.state() == RtrStatus.State.RETRYING)
                        .records())
                .isEqualTo(1);

        write(64497, roa("2001:db8::/32", 48, 64497));
        startCache(2);
        Updates.Update second = updates.next(update -> !update.vrps().equals(first.vrps()));

        assertThat(second.vrps()).containsExactly(TWO);
        assertThat(Updates.status(client, status -> status.state() == RtrStatus.State.CURRENT)
                        .lastError())
                .isNull();
    }
}
