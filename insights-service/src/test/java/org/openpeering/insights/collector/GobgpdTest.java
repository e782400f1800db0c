/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.TestInventory;

/** A real router: two gobgpd on loopback, one of which reports the other to our listener. */
@Timeout(180)
class GobgpdTest {
    private static final String PREFIX = "198.51.100.0/24";

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Collector collector = new Collector(
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of()),
            sink(),
            InstantSource.system());
    private BmpListener listener;
    private int peerApi;

    private CollectorSink sink() {
        return new CollectorSink() {
            private final RecordingSink lineSink = new RecordingSink();

            @Override
            public void session(SessionObservation observation) {
                lineSink.session(observation);
                lines.addAll(lineSink.take());
            }

            @Override
            public void route(RouteObservation observation) {
                lineSink.route(observation);
                lines.addAll(lineSink.take());
            }

            @Override
            public void synced(IpPrefix monitored, long revision) {}
        };
    }

    private static Optional<String> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            return socket.getLocalPort();
        }
    }

    @BeforeEach
    void start() throws IOException {
        assumeThat(program("gobgpd")).as("gobgpd").isPresent();
        assumeThat(program("gobgp")).as("gobgp").isPresent();
        collector.monitor(IpPrefix.parse(PREFIX), 1);
        listener = BmpListener.start(
                new BmpListener.Settings("127.0.0.1", 0, 4, 1 << 20, Duration.ofSeconds(10)),
                TestInventory.named(name -> true),
                collector,
                InstantSource.system());
        int bgp = freePort("127.0.0.1");
        peerApi = freePort("127.0.0.1");
        daemon("router", freePort("127.0.0.1"), router(bgp, listener.port()));
        daemon("peer", peerApi, peer(freePort("127.0.0.2"), bgp));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            process.waitFor(10, TimeUnit.SECONDS);
        }
        if (listener != null) {
            listener.close();
        }
    }

    private static String router(int port, int bmpPort) {
        return """
                [global.config]
                  as = 65001
                  router-id = "127.0.0.1"
                  port = %d
                  local-address-list = ["127.0.0.1"]
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "127.0.0.2"
                    peer-as = 65002
                  [neighbors.transport.config]
                    passive-mode = true
                    local-address = "127.0.0.1"
                [[bmp-servers]]
                  [bmp-servers.config]
                    address = "127.0.0.1"
                    port = %d
                    route-monitoring-policy = "pre-policy"
                    sys-name = "edge-1"
                """.formatted(port, bmpPort);
    }

    private static String peer(int port, int remotePort) {
        return """
                [global.config]
                  as = 65002
                  router-id = "127.0.0.2"
                  port = %d
                  local-address-list = ["127.0.0.2"]
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "127.0.0.1"
                    peer-as = 65001
                  [neighbors.timers.config]
                    connect-retry = 1
                    idle-hold-time-after-reset = 1
                  [neighbors.transport.config]
                    local-address = "127.0.0.2"
                    remote-port = %d
                """.formatted(port, remotePort);
    }

    private void daemon(String name, int apiPort, String config) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".conf"), config);
        processes.add(new ProcessBuilder(
                        program("gobgpd").orElseThrow(),
                        "-f",
                        file.toString(),
                        "--api-hosts",
                        "127.0.0.1:" + apiPort,
                        "--pprof-disable")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private void gobgp(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(program("gobgp").orElseThrow(), "-u", "127.0.0.1", "-p", Integer.toString(peerApi)));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("gobgp.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private String next() throws InterruptedException, IOException {
        String line = lines.poll(60, TimeUnit.SECONDS);
        assertThat(line).as(Files.readString(folder.resolve("router.log"))).isNotNull();
        return line;
    }

    @Test
    void aRealRouterIsFollowed() throws Exception {
        assertThat(next()).isEqualTo("UP 127.0.0.2");

        gobgp("global", "rib", "add", PREFIX, "nexthop", "192.0.2.1");
        assertThat(next()).isEqualTo("ANNOUNCED 198.51.100.0/24 EXACT 198.51.100.0/24 via 65002");

        gobgp("global", "rib", "add", "198.51.100.128/25", "nexthop", "192.0.2.1", "aspath", "64666");
        assertThat(next()).isEqualTo("ANNOUNCED 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24 via 65002 64666");

        gobgp("global", "rib", "del", "198.51.100.128/25");
        assertThat(next()).isEqualTo("WITHDRAWN 198.51.100.128/25 MORE_SPECIFIC 198.51.100.0/24");

        processes.getLast().destroy();
        assertThat(next()).isEqualTo("PEER_DOWN 198.51.100.0/24 EXACT 198.51.100.0/24");
        assertThat(next()).startsWith("DOWN 127.0.0.2 REMOTE_");

        processes.getFirst().destroy();
        processes.getFirst().waitFor();
        eventually(Duration.ofSeconds(30), () -> {
            collector.tick(Instant.now().plusSeconds(3600));
            assertThat(collector.peers()).isEmpty();
        });
    }
}
