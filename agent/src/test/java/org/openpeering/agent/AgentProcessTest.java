/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, in a process of its own, against a service that this test plays. */
class AgentProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private PlayedService service;

    @BeforeEach
    void start() throws IOException {
        service = new PlayedService();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void measuresAndTellsThroughOutagesAndKills() throws Exception {
        service.target("loop", "127.0.0.1");
        Process agent = agent();
        try {
            await().atMost(PATIENCE).until(() -> service.taken().size() >= 3);
            assertThat(service.taken().values())
                    .allMatch(sample ->
                            sample.contains("\"assignment\":\"loop\"") && sample.contains("\"site\":\"Frankfurt\""));
            assertThat(service.tokens()).isEqualTo(1);

            service.away(true);
            long before = service.taken().size();
            // What is measured while nobody takes it: a file that grows.
            await().atMost(PATIENCE).until(() -> waiting() > 1500);
            agent.destroyForcibly();
            assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
            long held = waiting();
            assertThat(service.taken()).hasSize((int) before);

            agent = agent();
            service.away(false);
            await().atMost(PATIENCE).until(() -> service.taken().size() - before >= held / 400);
            await().atMost(PATIENCE).until(() -> service.asked() > 0);
            assertThat(service.dropped()).isZero();
            assertThat(log()).doesNotContain("top-secret");
        } finally {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void measuresNothingThatIsForbidden() throws Exception {
        service.target("metadata", "169.254.169.254");
        service.target("private", "10.0.0.1");
        Process agent = agent();
        try {
            await().atMost(PATIENCE).until(() -> service.taken().size() >= 4);
            assertThat(service.taken().values()).allMatch(sample -> sample.contains("TargetForbidden"));
        } finally {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void helpAndWrongArguments() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(out, err, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("OPENPEERING_AGENT_", "buffer-bytes", "Exit codes");
        assertThat(run(out, err, "--nonsense")).isEqualTo(Main.USAGE);
        assertThat(run(out, err)).isEqualTo(Main.CONFIG);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'gateway' is required");
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        return Main.run(
                arguments,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Process agent() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "OPENPEERING_AGENT_GATEWAY",
                        service.url(),
                        "OPENPEERING_AGENT_ISSUER",
                        service.url() + "/realm",
                        "OPENPEERING_AGENT_CLIENT_ID",
                        "fra-1",
                        "OPENPEERING_AGENT_CLIENT_SECRET",
                        "top-secret",
                        "OPENPEERING_AGENT_BUFFER_FOLDER",
                        folder.resolve("buffer").toString(),
                        "OPENPEERING_AGENT_LAB",
                        "true"));
        return builder.start();
    }

    private long waiting() throws IOException {
        try (var files = Files.list(folder.resolve("buffer"))) {
            long bytes = 0;
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".seg")).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
