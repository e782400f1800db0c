/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerLanguageTest {
    @Test
    void aServerThatSpeaksAnotherLanguageIsRefusedWithTheCure() {
        assertThatThrownBy(() -> ServerLanguage.require("ungültige Eingabesyntax für Typ integer: »x«"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has to speak English")
                .hasMessageContaining("ungültige Eingabesyntax")
                .hasMessageContaining("set lc_messages = 'C'");
    }

    @Test
    void englishIsTaken() {
        assertThatCode(() -> ServerLanguage.require("invalid input syntax for type integer: \"x\""))
                .doesNotThrowAnyException();
    }
}
