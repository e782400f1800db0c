/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.smallrye.config.ConfigValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting in force.
 *
 * @param origin where its value comes from, in an operator's words
 * @param packaged whether nobody has said it but us
 */
public record Setting(String key, Optional<String> value, String origin, boolean packaged) {
    private static final Pattern FILE = Pattern.compile(".*\\[source=file:/*(/[^!]*)]");

    static Setting of(String key, ConfigValue found) {
        Optional<String> value = Optional.ofNullable(found.getValue()).filter(text -> !text.isBlank());
        String source = found.getSourceName();
        Matcher file = FILE.matcher(source == null ? "" : source);
        if (file.matches()) {
            return new Setting(key, value, "file " + file.group(1) + line(found), false);
        }
        if (source != null && source.startsWith("EnvConfigSource")) {
            return new Setting(key, value, "environment variable " + variable(key), false);
        }
        if (source != null && source.startsWith("SysPropConfigSource")) {
            return new Setting(key, value, "system property", false);
        }
        return new Setting(key, value, "packaged", true);
    }

    private static String line(ConfigValue found) {
        return found.getLineNumber() > 0 ? ", line " + found.getLineNumber() : "";
    }

    /** The name under which the environment has a key. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Where a value must come from, when all that is known is its key. */
    static String originOf(String key, @Nullable String property, @Nullable String environment) {
        if (property != null) {
            return "system property";
        }
        return environment != null ? "environment variable " + variable(key) : "a file";
    }

    boolean is(String wanted) {
        return value.filter(wanted::equalsIgnoreCase).isPresent();
    }

    /** What stands in the way of it, with its value. */
    public Violation violates(String why, String mend) {
        String said = value.map(text -> " is '" + text + "' (" + origin + ")").orElse(" is not set");
        return new Violation(key + said + ": " + why + ". " + mend);
    }

    /** The same without its value, which is nobody's business. */
    public Violation violatesInSecret(String why, String mend) {
        String said = value.isPresent() ? " (" + origin + ")" : " is not set";
        return new Violation(key + said + ": " + why + ". " + mend);
    }
}
