/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockedThreadsTest {
    @Test
    void findsWhatTheCheckerSaysInAnyLog(@TempDir Path logs) throws IOException {
        String warning = "WARN  [io.ver.cor.imp.BlockedThreadChecker] (vertx-blocked-thread-checker) "
                + "Thread Thread[#30,vert.x-eventloop-thread-1,5,main] has been blocked for 2345 ms, time limit is 2000 ms";
        Files.writeString(logs.resolve("prefix.log"), "INFO  ready\n" + warning + "\n");
        Files.writeString(logs.resolve("gateway.log"), "INFO  ready\n");

        assertThat(BlockedThreads.in(logs)).containsExactly("prefix.log: " + warning);
    }
}
