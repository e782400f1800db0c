/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real cache: stayrtr on loopback, which serves a file. It may be stopped and started again, on the same port. */
public final class Stayrtr {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Optional<String> PROGRAM = Stream.of(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, "stayrtr"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();

    private final Path folder;
    private final int port;
    private long stopped;
    private @Nullable Process process;

    /** @param folder for what it serves and for its log */
    public Stayrtr(Path folder) {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isInstalled() {
        return PROGRAM.isPresent();
    }

    public int port() {
        return port;
    }

    /** A ROA as {@link #serve} takes it. */
    public static String roa(String prefix, int maxLength, long asn) {
        return "{\"prefix\": \"%s\", \"maxLength\": %d, \"asn\": %d, \"ta\": \"lab\", \"expires\": 4102444800}"
                .formatted(prefix, maxLength, asn);
    }

    /** What it serves from now on; a cache that runs finds it within a second. */
    public void serve(String... roas) throws IOException {
        write(roas, "");
    }

    /** The same with an ASPA. */
    public void serve(long customer, long provider, String... roas) throws IOException {
        write(
                roas,
                "{\"customer_asid\": %d, \"expires\": 4102444800, \"providers\": [%d]}".formatted(customer, provider));
    }

    private void write(String[] roas, String aspa) throws IOException {
        Path draft = folder.resolve("draft");
        // The member is called provider_authorizations up to stayrtr 0.5 and aspas after that.
        Files.writeString(draft, """
                {"metadata": {"buildtime": "2026-05-04T10:00:00Z"}, "roas": [%s],
                 "aspas": [%s], "provider_authorizations": {"ipv4": [%s], "ipv6": []}}""".formatted(String.join(", ", roas), aspa, aspa));
        Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return folder.resolve("rpki.json");
    }

    /**
     * In a second after all that the one before ran in: stayrtr numbers its sessions by the second of its start.
     *
     * @param version of the protocol
     */
    public void start(int version) throws IOException {
        start(version, "-bind", address());
    }

    /** The same behind TLS, with the certificate chain and its key in PEM. */
    public void startTls(int version, Path chain, Path key) throws IOException {
        start(version, "-bind", "", "-tls.bind", address(), "-tls.cert", chain.toString(), "-tls.key", key.toString());
    }

    private String address() {
        return "127.0.0.1:" + port;
    }

    private void start(int version, String... where) throws IOException {
        await().atMost(LIMIT).until(() -> Instant.now().getEpochSecond() > stopped);
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.orElseThrow(),
                "-cache",
                file().toString(),
                "-protocol",
                Integer.toString(version),
                "-refresh",
                "1",
                "-checktime=false",
                "-metrics.addr",
                "127.0.0.1:0"));
        command.addAll(List.of(where));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** Does nothing when it does not run. */
    public void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            stopped = Instant.now().getEpochSecond();
            running.destroy();
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("stayrtr does not end");
            }
            process = null;
        }
    }
}
