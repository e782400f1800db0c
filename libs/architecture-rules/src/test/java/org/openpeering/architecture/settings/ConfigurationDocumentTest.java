/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** With {@code -Dwrite} it writes the document instead of comparing it. */
class ConfigurationDocumentTest {
    @Test
    void tellsTheSameAsTheCode() throws IOException {
        String made = ConfigurationDocument.made();
        if (System.getProperty("write") != null) {
            Files.writeString(ConfigurationDocument.FILE, made);
        }
        assertThat(Files.readString(ConfigurationDocument.FILE).lines())
                .as("mvn test -pl libs/architecture-rules -Dtest=ConfigurationDocumentTest -Dwrite makes it anew")
                .containsExactlyElementsOf(made.lines().toList());
    }

    @Test
    void describesEverySetting() throws IOException {
        assertThat(ConfigurationDocument.all())
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.description()).as(setting.key()).isNotEmpty());
    }

    @Test
    void noPackageHasAPassword() throws IOException {
        assertThat(ConfigurationDocument.packaged())
                .isNotEmpty()
                .noneMatch(key -> key.toLowerCase(Locale.ROOT).endsWith("password"));
    }

    @Test
    void leavesNoMappingOut() throws IOException {
        assertThat(ConfigurationDocument.documented())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ConfigurationDocument.inTheTree());
    }
}
