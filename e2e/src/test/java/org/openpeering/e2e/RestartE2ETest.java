/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openpeering.stack.LocalStack;
import org.openpeering.stack.Part;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.ManagedProcess;

/** The stack as {@code ./start} runs it: what dies comes back by itself. The stacks of other tests do not do so. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Programs.JVMS)
class RestartE2ETest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PEERINGS = "/subscriptions/11111111-1111-4111-8111-111111111111"
            + "/providers/Microsoft.Peering/peerings?api-version=2025-05-01";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void aServiceThatWasKilledServesAgain() throws Exception {
        try (LocalStack stack = LocalStack.builder()
                .data(Files.createTempDirectory(Path.of("target"), "stack-"))
                .ports(StackPorts.free())
                .parts(EnumSet.of(Part.POSTGRES, Part.KAFKA, Part.KEYCLOAK, Part.PARTNER))
                .restarts(true)
                .progress(lines::add)
                .build()) {
            stack.start();
            assertThat(status(stack)).isEqualTo(200);
            long killed = ((ManagedProcess) stack.service("partner")).pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            Await.until(
                    "the second start",
                    LIMIT,
                    () -> lines.stream()
                                    .filter(line -> line.startsWith("partner     ready after"))
                                    .count()
                            == 2);
            assertThat(status(stack)).isEqualTo(200);
            assertThat(lines).anyMatch(line -> line.startsWith("partner ended by itself, exit code 137;"));
            assertThat(stack.failure()).isNotDone();
        }
    }

    private static int status(LocalStack stack) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(stack.serviceUri(Part.PARTNER) + PEERINGS))
                    .header("Authorization", "Bearer " + stack.token("partner"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
