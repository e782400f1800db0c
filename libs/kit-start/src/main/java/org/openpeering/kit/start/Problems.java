/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SmallRye says about settings that can't be read, in an operator's words. */
final class Problems {
    private static final String LIST = "docs/operations/configuration.md lists all";
    private static final Pattern CODE = Pattern.compile("^[\\w.]+(Exception|Error): |SRCFG\\d+: ");
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in .* does not map to any root");
    private static final Pattern MISSING = Pattern.compile("The config property (\\S+) is required .*");
    /** The value is left out here: some are secret. */
    private static final Pattern UNREADABLE = Pattern.compile(
            "The config property (\\S+) with the config value \".*?\" threw an Exception whilst being converted (.*)");

    private Problems() {}

    static Violation misspelt(String key, String origin) {
        return new Violation(
                key + " (" + origin + ") is no setting of this service. Correct its spelling, or remove it: " + LIST);
    }

    /** @param origin where a key's value comes from */
    static Violation violation(String problem, UnaryOperator<String> origin) {
        String text = CODE.matcher(problem).replaceAll("");
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.matches()) {
            String key = unknown.group(1);
            return misspelt(key, origin.apply(key));
        }
        Matcher missing = MISSING.matcher(text);
        if (missing.matches()) {
            String key = missing.group(1);
            return new Violation(key + " is not set. Set it, for example by " + Setting.variable(key) + ": " + LIST);
        }
        Matcher unreadable = UNREADABLE.matcher(text);
        if (unreadable.matches()) {
            String key = unreadable.group(1);
            return new Violation(key + " (" + origin.apply(key) + ") can't be read: " + unreadable.group(2)
                    + ". Correct the value: " + LIST);
        }
        return new Violation(text);
    }
}
