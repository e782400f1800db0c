/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    private Path reserved;

    private boolean reserve(int port, Instant now) throws IOException {
        boolean got = Ports.reserve(reserved.resolve("ports"), port, now);
        if (got) {
            Files.setLastModifiedTime(reserved.resolve("ports").resolve(Integer.toString(port)), FileTime.from(now));
        }
        return got;
    }

    @Test
    void nobodyGetsAPortThatWasGivenInTheLastMinutes() throws IOException {
        assertThat(reserve(20_001, NOW)).isTrue();

        assertThat(reserve(20_001, NOW.plusSeconds(599))).isFalse();
        assertThat(reserve(20_002, NOW)).isTrue();
        assertThat(reserve(20_001, NOW.plusSeconds(601))).isTrue();
        assertThat(reserve(20_001, NOW.plusSeconds(602))).isFalse();
    }

    @Test
    void whereNothingCanBeNotedChanceHasToDo() throws IOException {
        Files.writeString(reserved.resolve("ports"), "no directory");

        assertThat(Ports.reserve(reserved.resolve("ports"), 20_001, NOW)).isTrue();
    }

    @Test
    void allWhoAskAtOnceGetPortsOfTheirOwn() throws Exception {
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> questions = Stream.generate(() -> (Callable<Integer>) Ports::free)
                    .limit(50)
                    .toList();
            Set<Integer> ports = new HashSet<>();
            for (Future<Integer> port : asking.invokeAll(questions)) {
                ports.add(port.get());
            }
            assertThat(ports).hasSize(50).allMatch(port -> port >= 20_000 && port < 32_000);
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatItWasFor() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThat(Ports.isFree(port)).isFalse();
            assertThatExceptionOfType(PortTakenException.class)
                    .isThrownBy(() -> Ports.requireFree(port, "the gateway"))
                    .withMessage("Port " + port + " (the gateway) is taken by another program.");
        }
    }
}
