/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.agent.buffer.SampleBuffer;
import org.openpeering.agent.probe.AddressRules;
import org.openpeering.agent.probe.AssignedTest;
import org.openpeering.agent.probe.Prober;
import org.openpeering.agent.probe.Resolver;
import org.openpeering.agent.probe.SystemProbes;
import org.openpeering.agent.service.TestList;
import org.openpeering.contract.latency.ProbeKind;

class MeasurementsTest {
    private static final int TRACES = 40;

    @TempDir
    private Path folder;

    @Test
    void tracesToWhereNobodyAnswersKeepNoConnectionWaiting() throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("traceroute"), "#!/bin/sh\nexec sleep 8\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SampleBuffer buffer = SampleBuffer.open(folder.resolve("buffer"), 1 << 20)) {
            Measurements measurements = new Measurements(
                    new Resolver(new AddressRules(true)), new Prober(SystemProbes.find(folder.toString())), buffer, 16);
            List<AssignedTest> tests = new ArrayList<>();
            for (int i = 0; i < TRACES; i++) {
                tests.add(test("trace-" + i, ProbeKind.TRACEROUTE, null));
            }
            tests.add(test("connect", ProbeKind.TCP_CONNECT, server.getLocalPort()));
            measurements.replace(new TestList("Metro", Duration.ofSeconds(60), tests));
            Thread running = Thread.ofVirtual().start(() -> {
                try {
                    measurements.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            try {
                // All traces have begun by the fourth, and hold all of their places.
                await().atMost(Duration.ofSeconds(7))
                        .untilAsserted(() -> assertThat(buffer.size()).isGreaterThanOrEqualTo(4));
            } finally {
                running.interrupt();
                running.join();
            }
        }
    }

    private static AssignedTest test(String id, ProbeKind probe, @Nullable Integer port) {
        return new AssignedTest(
                id, probe, "127.0.0.1", port, null, false, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
    }
}
