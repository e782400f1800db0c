/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which of our keys this service has: those of its mappings. SmallRye looks for others only where a mapping begins, and
 * never in the environment, whose names could mean many keys.
 */
public final class KnownKeys implements SmallRyeConfigBuilderCustomizer {
    static final String OURS = "openpeering.";

    private static volatile List<Pattern> known = List.of();

    /** After everybody has registered his mappings. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        known = patterns(builder.getMappingsBuilder().getMappings().stream()
                .flatMap(mapping -> mapping.getProperties().keySet().stream())
                .toList());
    }

    static List<Pattern> patterns(Collection<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(OURS))
                .map(key -> Pattern.compile(
                        key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT).replace("*", "\\w+")))
                .toList();
    }

    /** In whatever spelling: dots and dashes are one in the environment. */
    static boolean contain(String key) {
        return contain(known, key);
    }

    static boolean contain(List<Pattern> known, String key) {
        return known.stream()
                .anyMatch(pattern -> pattern.matcher(Setting.variable(key)).matches());
    }
}
