/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.stack.ScriptTree.Result;

/** What {@code ./start} answers by itself: at once, without a JDK, and in the launcher's words. */
class StartOptionsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private ScriptTree tree;

    @BeforeEach
    void freshClone() throws Exception {
        tree = new ScriptTree(folder).program("mvn", "");
    }

    @Test
    void theHelpIsTheLaunchersOwn() throws Exception {
        assertThat(tree.root.resolve("build-config/start-help.txt"))
                .as("write Options.usage() there")
                .hasContent(Options.usage());
        assertThat(tree.run("./start", "--help").output())
                .isEqualTo(Options.usage().strip());
        assertThat(tree.run("./start", "--lab", "-h").output())
                .isEqualTo(Options.usage().strip());
    }

    @Test
    void theVersionIsTheOneOfTheBuild() throws Exception {
        Result result = tree.run("./start", "--version");

        assertThat(result.code()).isZero();
        assertThat(result.output()).matches("OpenPeering [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "--colour", "--kafka-port=many"})
    void theAnswerComesAtOnceAndNothingIsBuilt(String option) throws Exception {
        Duration quickest = Duration.ofDays(1);
        for (int run = 0; run < 5; run++) {
            Duration took = tree.run("./start", option).took();
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }

        assertThat(quickest).isLessThan(AT_ONCE);
        assertThat(tree.calls()).isEmpty();
        assertThat(tree.root.resolve(".local")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--colour",
                "colour",
                "-x",
                "@file",
                "--lab --colour=red",
                "--data",
                "--data --lab",
                "--ris-live",
                "--ris-live ws://127.0.0.1:8190/v1/ws/ --colour",
                "--parts",
                "--kafka-port --help",
                "--parts=redis",
                "--parts postgres,redis",
                "--parts=",
                "--parts postgres,",
                "--kafka-port many",
                "--kafka-port=",
                "--kafka-port=0",
                "--bmp-port=-1",
                "--gateway-management-port 70000",
                "--lab --postgres-port=15432x --yes",
            })
    void whatIsWrongIsRefusedInTheLaunchersWords(String line) throws Exception {
        String[] arguments = line.split(" ", -1);
        String[] command = new String[arguments.length + 1];
        command[0] = "./start";
        System.arraycopy(arguments, 0, command, 1, arguments.length);

        Result result = tree.run(command);

        assertThat(result.output()).isEqualTo(launcherRefusal(Map.of(), arguments));
        assertThat(result.code()).isEqualTo(2);
        assertThat(tree.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "", "65536", "1.5"})
    void soIsAPortOfTheEnvironment(String value) throws Exception {
        Result result = tree.with("OPENPEERING_KAFKA_CONTROLLER_PORT", value).run("./start");

        assertThat(result.output()).isEqualTo(launcherRefusal(Map.of("OPENPEERING_KAFKA_CONTROLLER_PORT", value)));
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void everyPortOfTheLauncherIsChecked() throws Exception {
        for (Port port : Port.values()) {
            assertThat(tree.run("./start", port.option(), "many").output())
                    .isEqualTo(port.option() + ": \"many\" is no port number");
        }
    }

    @Test
    void whatIsRightReachesTheLauncherAsItIs() throws Exception {
        tree.jdk(tree.root.resolve(".local/jdk-25"), "25");
        tree.build();

        Result result = tree.run(
                "./start",
                "--lab",
                "--lab",
                "--parts=postgres,kafka",
                "--data",
                "else where",
                "--kafka-port",
                "1",
                "--yes");

        assertThat(result.code()).isZero();
        assertThat(result.output())
                .endsWith(
                        "org.openpeering.stack.Main --lab --lab --parts=postgres,kafka --data else where --kafka-port 1 --yes");
        assertThat(Options.parse(new String[] {"--yes", "--version"}, Map.of()).lab())
                .isFalse();
    }

    private static String launcherRefusal(Map<String, String> environment, String... arguments) {
        Throwable refusal = catchThrowable(() -> Options.parse(arguments, environment));
        assertThat(refusal).as(Arrays.toString(arguments)).isNotNull();
        return String.valueOf(refusal.getMessage()).strip();
    }
}
