/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.process.StackException;

class OptionsTest {
    @Test
    void withoutAnythingItIsTheWholeSuiteOnTheUsualPorts() {
        Options options = parse(Map.of());

        assertThat(options.parts()).containsExactly(Part.values());
        assertThat(options.ports().get(Port.GATEWAY)).isEqualTo(8443);
        assertThat(options.lab()).isFalse();
        assertThat(options.data()).isNull();
    }

    @Test
    void portsComeFromTheEnvironmentAndArgumentsWin() {
        Map<String, String> environment =
                Map.of("OPENPEERING_KEYCLOAK_PORT", "8190", "OPENPEERING_KAFKA_CONTROLLER_PORT", "29093");

        Options options = parse(environment, "--keycloak-port", "8200", "--bmp-port=11020");

        assertThat(options.ports().get(Port.KEYCLOAK)).isEqualTo(8200);
        assertThat(options.ports().get(Port.KAFKA_CONTROLLER)).isEqualTo(29093);
        assertThat(options.ports().get(Port.BMP)).isEqualTo(11020);
    }

    @Test
    void theLabAcceptsReservedNumbers() {
        assertThat(parse(Map.of(), "--lab").reservedNumbers()).isTrue();
        assertThat(parse(Map.of(), "--reserved-numbers").lab()).isFalse();
    }

    @Test
    void partsAndFolderCanBeChosen() {
        Options options = parse(Map.of(), "--parts", "postgres,kafka", "--data=elsewhere");

        assertThat(options.parts()).containsExactly(Part.POSTGRES, Part.KAFKA);
        assertThat(options.data()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void aServerOfRisLiveCanBeChosen() {
        Map<String, String> environment = Map.of("OPENPEERING_RIS_LIVE_URL", "ws://127.0.0.1:1/");

        assertThat(parse(Map.of()).risLive()).isNull();
        assertThat(parse(environment).risLive()).isEqualTo("ws://127.0.0.1:1/");
        assertThat(parse(environment, "--ris-live", "ws://127.0.0.1:2/").risLive())
                .isEqualTo("ws://127.0.0.1:2/");
    }

    @Test
    void ofAnOptionThatIsGivenTwiceTheLastOneCounts() {
        Options options =
                parse(Map.of("OPENPEERING_DATA", "first"), "--data", "second", "--data=third", "--lab", "--lab");

        assertThat(options.data()).isEqualTo(Path.of("third"));
        assertThat(options.lab()).isTrue();
    }

    @Test
    void anArgumentThatIsNoOptionIsUnknown() {
        assertWrong("Unknown option colour", "colour");
        assertWrong("Unknown option @file", "@file");
        assertWrong("--data needs a value", "--data", "--lab");
    }

    @Test
    void anUnknownOptionIsFollowedByTheHelp() {
        assertWrong("Unknown option --colour\n\nUsage: ./start [OPTIONS]", "--colour");
        assertWrong("--gateway-port", "--colour");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertWrong("Unknown option --colour", "--colour");
        assertWrong("--kafka-port needs a value", "--kafka-port");
        assertWrong("--kafka-port: \"many\" is no port number", "--kafka-port", "many");
        assertWrong("70000 is no port number (--kafka-port)", "--kafka-port=70000");
        assertWrong("There is no part \"redis\"", "--parts=redis");
    }

    @Test
    void theHelpNamesEveryPortWithItsOptionVariableAndUsualValue() {
        assertThat(parse(Map.of(), "-h").help()).isTrue();
        assertThat(Options.usage())
                .contains(
                        "--help", "--lab", "--reserved-numbers", "--demo", "--reset", "--parts=LIST", "--data=FOLDER");
        assertThat(Options.usage().lines())
                .anyMatch(line -> line.matches(" *--gateway-port +OPENPEERING_GATEWAY_PORT +8443 +gateway, https"))
                .anyMatch(line -> line.contains("--kafka-controller-port"));
    }

    private static void assertWrong(String message, String... arguments) {
        assertThatThrownBy(() -> parse(Map.of(), arguments))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(message);
    }

    private static Options parse(Map<String, String> environment, String... arguments) {
        return Options.parse(arguments, environment);
    }
}
