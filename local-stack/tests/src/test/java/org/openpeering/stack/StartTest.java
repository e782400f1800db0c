/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openpeering.stack.ScriptTree.Result;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.FolderLock;

/** What {@code ./start} does before the launcher runs: it looks for one that runs already, and builds. */
@Execution(ExecutionMode.CONCURRENT)
class StartTest {
    @TempDir
    Path folder;

    private ScriptTree tree;

    @BeforeEach
    void clonedAndNotBuilt() throws Exception {
        tree = new ScriptTree(folder).maven("");
        tree.jdk(tree.root.resolve(".local/jdk-25"), "25");
    }

    @Test
    void aSecondStartNamesTheProcessAndHowToStopItAndBuildsNothing() throws Exception {
        Path data = tree.root.resolve(".local");
        try (FolderLock _ = FolderLock.take(data)) {
            Result result = tree.run("./start");

            long pid = ProcessHandle.current().pid();
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.output())
                    .matches("Another stack is running on " + data + ": process " + pid
                            + ", since [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\. "
                            + "Stop it with Ctrl-C in its terminal, or by: kill " + pid);
        }
        assertThat(tree.changes()).isEmpty();

        assertThat(tree.run("./start").code()).as("when it has stopped").isZero();
    }

    @Test
    void soDoesOneOnAnotherFolder() throws Exception {
        Path data = folder.resolve("data");
        try (FolderLock _ = FolderLock.take(data)) {
            assertThat(tree.run("./start", "--data", data.toString()).output())
                    .startsWith("Another stack is running on " + data + ": process ");
            assertThat(tree.run("./start").code()).isZero();
        }
    }

    @Test
    void oneThatStillBuildsCountsToo() throws Exception {
        tree.maven("touch \"$HOME/building\"; until [ -e \"$HOME/enough\" ]; do sleep 0.1; done\n");
        Process first = tree.start("./start");
        try {
            Await.until("the build", Duration.ofSeconds(20), () -> Files.exists(folder.resolve("building")));

            assertThat(tree.run("./start").output()).contains("process " + first.pid() + ", since ");
        } finally {
            Files.createFile(folder.resolve("enough"));
            assertThat(first.waitFor()).isZero();
        }
        assertThat(tree.changes()).as("builds").hasSize(1);
    }

    @Test
    void whatADeadProcessLeftHindersNobody() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        owner(dead.pid(), Instant.now());

        assertThat(tree.run("./start").code()).isZero();
    }

    @Test
    void norDoesItsIdWhenAnotherProcessGotIt() throws Exception {
        owner(ProcessHandle.current().pid(), Instant.now().minusSeconds(100_000));

        assertThat(tree.run("./start").code()).isZero();
    }

    @Test
    void norDoesAFileThatIsEmptyOrNonsense() throws Exception {
        for (String content : new String[] {"", "\n", "1", "x y\n", "$(touch evil) 1\n", "1 2 3\n"}) {
            Files.writeString(tree.root.resolve(".local/lock"), content);

            assertThat(tree.run("./start").code()).as(content).isZero();
        }
        assertThat(tree.root.resolve("evil")).doesNotExist();
    }

    @Test
    void itSaysWhyItBuildsAndBuildsOnce() throws Exception {
        assertThat(tree.run("./start").output())
                .startsWith("Building, since nothing is built yet.")
                .containsPattern("Built in [0-9]+ s\\.\nlaunched ");
        assertThat(tree.run("./start").output()).startsWith("launched ");

        Path source = Files.createFile(tree.root.resolve("libs/contract/src/main/New.java"));
        assertThat(tree.run("./start").output()).startsWith("Building, since sources are newer than ");
        assertThat(source).exists();
        assertThat(tree.changes())
                .hasSize(2)
                .allMatch(call -> call.startsWith("mvn -B -DskipTests -pl local-stack,agent,partner-service,"));
    }

    @Test
    void onATerminalOneLineTellsWhereMavenIsAndForHowLong() throws Exception {
        tree.maven("""
                echo '[INFO] Building contract 0.1.0-SNAPSHOT                       [2/12]'
                echo 'Downloading from central: https://localhost/org/keycloak-26.7.3.zip'
                sleep 2.2
                echo '[INFO] Building gateway 0.1.0-SNAPSHOT                       [12/12]'
                echo '[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ gateway ---'
                printf 'half a'
                sleep 2.2
                echo ' line'
                """);

        String output = tree.onTerminal("", "./start").output();

        assertThat(output)
                .containsPattern("\r\u001b\\[K  [0-9] s, contract \\(2 of 12\\): fetching keycloak-26\\.7\\.3\\.zip\r")
                .containsPattern("\r\u001b\\[K  [0-9]+ s, gateway \\(12 of 12\\): compile\r")
                .doesNotContain("half a");
        assertThat(tree.root.resolve(".local/build.log")).content().contains("half a line\n");
    }

    @Test
    void elsewhereALineFromTimeToTimeDoes() throws Exception {
        tree.program("produce", "sleep 1.3; echo '[INFO] Building gateway 0.1.0-SNAPSHOT   [12/12]'; sleep 2.2\n");

        Result result = tree.run("bash", "-euc", ". build-config/build-progress.sh; produce | show_progress log 2");

        assertThat(result.errors()).matches("0 s, Maven starts\n  [0-9] s, gateway \\(12 of 12\\)(\n.*)?");
        assertThat(result.output()).isEmpty();
    }

    @Test
    void ofABuildThatFailsTheErrorsAreShown() throws Exception {
        tree.program("mvn", "echo '[INFO] fine'; echo '[ERROR] COMPILATION ERROR: Main.java'; exit 1\n");

        Result result = tree.run("./start");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors())
                .contains("[ERROR] COMPILATION ERROR: Main.java\nThe build failed.")
                .doesNotContain("[INFO]");
        assertThat(result.output()).contains("Maven's output is in " + tree.root.resolve(".local/build.log"));
        assertThat(tree.root.resolve("local-stack/target/built")).doesNotExist();
    }

    private void owner(long pid, Instant start) throws Exception {
        Files.writeString(tree.root.resolve(".local/lock"), pid + " " + start.toEpochMilli() + "\n");
    }
}
