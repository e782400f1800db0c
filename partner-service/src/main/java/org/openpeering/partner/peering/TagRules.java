/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.partner.Violations;

/** ARM's limits for tags (contract section G.8). */
final class TagRules {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final String FORBIDDEN = "<>%&\\?/";

    private TagRules() {}

    /** The tags to keep: a null value removes its name. */
    static Map<String, String> check(@Nullable Map<String, @Nullable String> given, Violations violations) {
        Map<String, String> tags = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        Map<String, @Nullable String> present = given == null ? Map.of() : given;
        for (Map.Entry<String, @Nullable String> tag : present.entrySet()) {
            String name = tag.getKey();
            String value = tag.getValue();
            if (value == null) {
                continue;
            }
            String target = "tags." + Violations.shown(name);
            boolean named = !name.isBlank()
                    && name.length() <= LONGEST_NAME
                    && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c));
            if (!named) {
                violations.add(
                        target,
                        "A tag's name must have 1 to " + LONGEST_NAME + " characters and none of " + FORBIDDEN + ".");
            }
            if (value.length() > LONGEST_VALUE) {
                violations.add(target, "A tag's value must have at most " + LONGEST_VALUE + " characters.");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                violations.add(target, "Tag names are compared without case; this one occurs twice.");
            }
            tags.put(name, value);
        }
        if (tags.size() > MOST) {
            violations.add("tags", "A resource can have at most " + MOST + " tags.");
        }
        return Collections.unmodifiableMap(tags);
    }
}
