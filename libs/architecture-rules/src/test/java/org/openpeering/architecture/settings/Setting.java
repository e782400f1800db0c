/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * One key.
 *
 * @param fallback the value that the code has for it
 * @param optional whether a service starts without a value
 * @param description one paragraph of Markdown
 */
record Setting(String key, Optional<String> fallback, boolean optional, String description) {
    /** The name under which MicroProfile Config looks for the key in the environment. */
    String variable() {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** @param configured what the property files say */
    String row(Optional<String> configured) {
        String value = configured
                .or(this::fallback)
                .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                .orElse(optional ? "none" : "none, required");
        return "| `%s` | `%s` | %s | %s |".formatted(key, variable(), cell(value), cell(description));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
