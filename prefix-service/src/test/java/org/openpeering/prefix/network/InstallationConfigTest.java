/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationConfigTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "openpeering.lab", "false",
            "openpeering.reserved-numbers", "false",
            "openpeering.network.asn", "8075",
            "openpeering.network.community", "8075:8007",
            "openpeering.partner-url", "http://127.0.0.1:8081");

    @Test
    void aKeyThatIsMisspeltRefusesTheStart() {
        assertThatCode(() -> read(COMPLETE)).doesNotThrowAnyException();
        Map<String, String> misspelt = new HashMap<>(COMPLETE);
        misspelt.put("openpeering.reserved-number", "true");

        assertThatThrownBy(() -> read(misspelt))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("openpeering.reserved-number ");
    }

    private static void read(Map<String, String> settings) {
        new SmallRyeConfigBuilder()
                .withMapping(InstallationConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
