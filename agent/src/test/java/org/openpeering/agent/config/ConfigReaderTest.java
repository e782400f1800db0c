/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private static final Map<String, String> LEAST = Map.of(
            "OPENPEERING_AGENT_GATEWAY", "https://peering.example:8443/",
            "OPENPEERING_AGENT_ISSUER", "https://id.example/realms/openpeering",
            "OPENPEERING_AGENT_CLIENT_ID", "fra-1",
            "OPENPEERING_AGENT_CLIENT_SECRET", "hunter2");

    @Test
    void theEnvironmentGoesBeforeTheFileAndSecretsStayOut(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("agent.properties");
        Files.writeString(file, "client-id=other\nbuffer-bytes=2000000\n");

        AgentConfig config = ConfigReader.read(file, LEAST);

        assertThat(config.clientId()).isEqualTo("fra-1");
        assertThat(config.bufferBytes()).isEqualTo(2_000_000);
        assertThat(config.gateway()).hasToString("https://peering.example:8443");
        assertThat(config.clientSecret().value()).isEqualTo("hunter2");
        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @Test
    void aSecretMayStandInAFile(@TempDir Path folder) throws Exception {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "s3\n");
        assertThat(ConfigReader.read(null, with("CLIENT_SECRET_FILE", secret.toString()))
                        .clientSecret()
                        .value())
                .isEqualTo("s3");
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY, http://peering.example, https",
        "GATEWAY, ftp://localhost, https",
        "GATEWAY, https://u:p@peering.example, https",
        "ISSUER, nonsense, https",
        "BUFFER_BYTES, 1, 1048576",
        "BUFFER_BYTES, many, number",
        "CONCURRENT, 0, 1",
        "LAB, yes, true or false",
        "LAB, true, loopback only",
        "CLIENT_ID, ' ', required",
    })
    void whatIsWrongIsNamedWithTheMend(String name, String value, String said) {
        assertThatThrownBy(() -> ConfigReader.read(null, with(name, value)))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining(said);
    }

    @Test
    void aSettingThatThereIsNotIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("agent.properties");
        Files.writeString(file, "clientid=x\n");
        assertThatThrownBy(() -> ConfigReader.read(file, LEAST))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("clientid");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("OPENPEERING_AGENT_" + name, value);
        return all;
    }
}
