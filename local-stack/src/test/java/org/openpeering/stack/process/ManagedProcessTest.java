/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
    private static final String SERVE = "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private ShellServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.kill9();
        }
    }

    @Test
    void aStopAsksAndTheOutputGoesToTheLogFileAndTheReceiver() throws Exception {
        server = shell(SERVE);
        server.start();
        server.stop();

        assertThat(server.isRunning()).isFalse();
        assertThat(lines).containsExactly("fake: up", "fake: bye");
        assertThat(Files.readAllLines(folder.resolve("logs/fake.log"))).containsExactly("up", "bye");
        assertThat(folder.resolve("run/fake.pid")).doesNotExist();
    }

    @Test
    void aSecondStartBeginsANewLogAndKeepsTheOldOne() throws Exception {
        server = shell(SERVE);
        server.start();
        server.stop();
        server.start();

        assertThat(folder.resolve("logs/fake.log")).hasContent("up");
        assertThat(folder.resolve("logs/fake.log.1")).hasContent("up\nbye");
    }

    @Test
    void aProcessThatDiesBeforeItIsReadyIsReportedWithItsLastLines() {
        server = shell("echo no configuration; exit 3");

        assertThatThrownBy(server::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("fake ended before it was ready")
                .hasMessageContaining("no configuration");
    }

    @Test
    void onlyAnEndThatNobodyAskedForIsUnexpected() throws Exception {
        server = shell(SERVE);
        CompletableFuture<Component> unexpected = new CompletableFuture<>();
        server.onUnexpectedExit(unexpected::complete);
        server.start();
        server.kill9();
        server.start();
        server.stop();
        server.start();
        assertThat(unexpected).isNotDone();

        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();

        assertThat(unexpected.get(10, TimeUnit.SECONDS)).isSameAs(server);
    }

    @Test
    void theProcessThatAKilledLauncherLeftIsEndedByTheNextStart() {
        ShellServer left = shell(SERVE);
        left.start();
        ProcessHandle old = ProcessHandle.of(left.pid()).orElseThrow();

        server = shell(SERVE);
        server.start();

        assertThat(old.isAlive()).isFalse();
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void aProcessThatOnlyHasTheRememberedIdIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(folder.resolve("run"));
            Files.writeString(folder.resolve("run/fake.pid"), other.pid() + " 1000000000000\n");

            server = shell(SERVE);
            server.start();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void waitingInVainNamesTheCondition() {
        assertThatThrownBy(() -> Await.until("the moon", Duration.ZERO, () -> false))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the moon");
    }

    private ShellServer shell(String script) {
        Output output = (name, line) -> lines.add(name + ": " + line);
        return new ShellServer(new Workspace(folder, folder.resolve("cache"), output), script);
    }

    /** Ready when it has said "up". */
    private static final class ShellServer extends ManagedProcess {
        private final String script;

        ShellServer(Workspace workspace, String script) {
            super("fake", workspace);
            this.script = script;
        }

        @Override
        protected void prepare() {}

        @Override
        protected Launch launch() {
            return new Launch(List.of("sh", "-c", script), Map.of(), workspace().data());
        }

        @Override
        protected void awaitReady() {
            untilReady(Duration.ofSeconds(10), () -> hasPrinted("up"::equals));
        }
    }
}
