/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Ports;

/** The program as a person runs it, in a process of its own, with one part to keep it quick. */
class MainTest {
    @TempDir
    static Path folder;

    private final int port = Ports.free();
    private Process launcher;

    /** The servers of a launcher that is killed end by themselves a moment later; the folder is theirs until then. */
    @AfterEach
    void end() throws Exception {
        launcher.destroyForcibly();
        Path pid = folder.resolve("postgres/postmaster.pid");
        Optional<ProcessHandle> server = Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst()))
                : Optional.empty();
        Await.until(
                "the end of the servers",
                Duration.ofSeconds(30),
                () -> server.filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void onSigtermEverythingStopsAndTheExitCodeIsZero() throws Exception {
        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        awaitOutput("Ready: postgres");
        ProcessHandle server = server();

        launcher.destroy();

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("postgres    ready after").contains("Everything has stopped.");
        assertThat(launcher.exitValue()).isZero();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aSecondStartOnItsFolderNamesIt() throws Exception {
        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        awaitOutput("Ready: postgres");
        ScriptTree tree = new ScriptTree(Files.createDirectory(folder.resolve("clone"))).maven("");

        ScriptTree.Result second = tree.run("./start", "--data", folder.toString());

        assertThat(second.output())
                .startsWith("Another stack is running on " + folder + ": process " + launcher.pid() + ", since 20");
        assertThat(second.code()).isEqualTo(1);
        assertThat(tree.calls()).isEmpty();
    }

    @Test
    void whenTheLauncherIsKilledTheServersEndAndTheNextStartWorks() throws Exception {
        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        awaitOutput("Ready: postgres");
        ProcessHandle server = server();

        launcher.destroyForcibly();
        Await.until("the end of the orphan", Duration.ofSeconds(20), () -> !server.isAlive());

        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        awaitOutput("Ready: postgres");
    }

    @Test
    void aPartThatDiesIsStartedAgainAndTheReasonIsShown() throws Exception {
        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        awaitOutput("Ready: postgres");

        server().destroyForcibly();

        awaitStarts(2);
        assertThat(server().isAlive()).isTrue();
        assertThat(output())
                .contains("postgres ended by itself, exit code 137; the end of its output:")
                .contains("database system is ready to accept connections")
                .contains("Starting postgres again in 1.0 s.");
    }

    @Test
    void aPartThatDiesFiveTimesStopsTheStackWhichSaysWhatToReadAndTheExitCodeIsOne() throws Exception {
        launch("--parts", "postgres", "--postgres-port", Integer.toString(port));
        for (int starts = 1; starts <= 5; starts++) {
            awaitStarts(starts);
            server().destroyForcibly();
        }

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output())
                .contains(
                        "Starting postgres again in 8.0 s.",
                        "postgres is not started again: it ended 5 times within 10 minutes. Read "
                                + folder.resolve("logs/postgres.log"),
                        "Stopping the rest.");
        assertThat(launcher.exitValue()).isEqualTo(1);
    }

    @Test
    void aTakenPortIsOneClearMessageAndTheExitCodeIsTwo() throws Exception {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            launch("--parts", "postgres", "--postgres-port", Integer.toString(port));

            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output())
                    .isEqualTo("Port " + port + " (PostgreSQL) is taken by another program. "
                            + "Choose another one: OPENPEERING_POSTGRES_PORT or --postgres-port\n");
            assertThat(launcher.exitValue()).isEqualTo(2);
        }
    }

    @Test
    void anUnknownOptionIsNamedWithTheHelpAndTheExitCodeIsTwo() throws Exception {
        launch("--colour");

        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).startsWith("Unknown option --colour\n").contains("Usage: ./start", "--kafka-port");
        assertThat(launcher.exitValue()).isEqualTo(2);
    }

    private void launch(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Commands.jdkTool("java"),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--data",
                folder.toString()));
        command.addAll(List.of(arguments));
        File output = folder.resolve("output").toFile();
        launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private void awaitStarts(int count) {
        Await.until(
                count + " starts",
                Duration.ofSeconds(60),
                () -> output().split("postgres    ready after", -1).length - 1 == count);
    }

    private void awaitOutput(String text) {
        Await.until("\"" + text + "\" in the output", Duration.ofSeconds(30), () -> {
            assertThat(launcher.isAlive() || output().contains(text))
                    .as(output())
                    .isTrue();
            return output().contains(text);
        });
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ProcessHandle server() throws Exception {
        String pid =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
