/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code gobgpd} process with its configuration; several of them talk over loopback addresses. */
final class Gobgpd implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "gobgp").toAbsolutePath();
    private static final String API_HOST = "127.0.0.1";

    private final String name;
    private final int apiPort;
    private final Process process;

    private Gobgpd(String name, int apiPort, Process process) {
        this.name = name;
        this.apiPort = apiPort;
        this.process = process;
    }

    static Speaker speaker(String name, long asn, String routerId) {
        return new Speaker(name, asn, routerId);
    }

    /** What a gobgpd is configured with. */
    static final class Speaker {
        private final String name;
        private final StringBuilder config = new StringBuilder();
        private final List<String> listen = new ArrayList<>();
        private final long asn;
        private final String routerId;
        private int port = -1;

        private Speaker(String name, long asn, String routerId) {
            this.name = name;
            this.asn = asn;
            this.routerId = routerId;
        }

        /** Waits for connections on these addresses. */
        Speaker listens(int onPort, String... addresses) {
            port = onPort;
            listen.addAll(List.of(addresses));
            return this;
        }

        /** A neighbour that connects to us. */
        Speaker waitsFor(String neighbour, long neighbourAsn, String local) {
            return neighbour(neighbour, neighbourAsn, local, "    passive-mode = true\n");
        }

        /** A neighbour to connect to. */
        Speaker connectsTo(String neighbour, long neighbourAsn, String local, int remotePort) {
            return neighbour(neighbour, neighbourAsn, local, "    remote-port = " + remotePort + "\n");
        }

        private Speaker neighbour(String neighbour, long neighbourAsn, String local, String transport) {
            config.append("""
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "%s"
                    peer-as = %d
                  [neighbors.timers.config]
                    connect-retry = 1
                    idle-hold-time-after-reset = 1
                  [neighbors.transport.config]
                    local-address = "%s"
                """.formatted(neighbour, neighbourAsn, local)).append(transport);
            return this;
        }

        /** Reports every neighbour's routes as they come in, before policy. */
        Speaker reportsTo(InetSocketAddress collector) {
            config.append("""
                [[bmp-servers]]
                  [bmp-servers.config]
                    address = "%s"
                    port = %d
                    route-monitoring-policy = "pre-policy"
                    sys-name = "%s"
                    sys-descr = "gobgpd"
                """.formatted(collector.getAddress().getHostAddress(), collector.getPort(), name));
            return this;
        }

        private String toml() {
            String addresses =
                    listen.isEmpty() ? "" : "  local-address-list = [\"" + String.join("\", \"", listen) + "\"]\n";
            return """
                [global.config]
                  as = %d
                  router-id = "%s"
                  port = %d
                """.formatted(asn, routerId, port) + addresses + config;
        }

        Gobgpd start() throws IOException {
            Files.createDirectories(FOLDER);
            Path file = Files.writeString(FOLDER.resolve(name + ".toml"), toml());
            int apiPort = FreePort.next();
            Process started = new ProcessBuilder(
                            "gobgpd", "-f", file.toString(), "--api-hosts", API_HOST + ":" + apiPort, "-p")
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve(name + ".log").toFile())
                    .start();
            return new Gobgpd(name, apiPort, started);
        }
    }

    /** Waits until so many sessions are up. */
    void awaitEstablished(int sessions) {
        await(sessions + " sessions of " + name)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> gobgp(false, "neighbor")
                                .lines()
                                .filter(line -> line.contains("Establ"))
                                .count(),
                        count -> count == sessions);
    }

    /**
     * Announces to all neighbours.
     *
     * @param asPath what stands behind the speaker's own number; empty when it is the origin
     * @param community empty for none
     */
    void announce(String prefix, String nextHop, String asPath, String community) {
        List<String> command =
                new ArrayList<>(List.of("global", "rib", "add", prefix, "nexthop", nextHop, "origin", "igp"));
        if (!asPath.isEmpty()) {
            command.addAll(List.of("aspath", asPath));
        }
        if (!community.isEmpty()) {
            command.addAll(List.of("community", community));
        }
        gobgp(true, command.toArray(String[]::new));
    }

    void withdraw(String prefix) {
        gobgp(true, "global", "rib", "del", prefix);
    }

    private String gobgp(boolean mustWork, String... arguments) {
        List<String> command = new ArrayList<>(List.of("gobgp", "-u", API_HOST, "-p", Integer.toString(apiPort)));
        command.addAll(List.of(arguments));
        try {
            Programs.Result result = Programs.run(FOLDER, Map.of(), command, 20);
            if (mustWork && result.exitCode() != 0) {
                throw new AssertionError(command + " failed: " + result.output());
            }
            return result.output();
        } catch (IOException e) {
            throw new AssertionError(command + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
