/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.service;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.arm.ArmException;

/** Tags of a tracked resource by ARM's rules (contract section G.8). */
final class Tags {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern FORBIDDEN = Pattern.compile("[<>%&\\\\?/\\p{Cntrl}]");

    private Tags() {}

    /** The tags that a caller wrote, without those set to null; refuses at the edge what breaks a rule. */
    static Map<String, String> of(@Nullable Map<String, @Nullable String> written) {
        Map<String, String> tags = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        if (written != null) {
            written.forEach((name, value) -> {
                if (value != null) {
                    check(name, value);
                    if (!names.add(name.toLowerCase(Locale.ROOT))) {
                        throw refused("The tag name '" + name + "' occurs twice; names differ in more than case.");
                    }
                    tags.put(name, value);
                }
            });
        }
        if (tags.size() > MOST) {
            throw refused("A resource has " + MOST + " tags at most.");
        }
        return tags;
    }

    private static void check(String name, String value) {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || FORBIDDEN.matcher(name).find()) {
            String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
            throw refused("The tag name '" + shown + "' must have 1 to " + LONGEST_NAME
                    + " characters, none of them out of <>%&\\?/.");
        }
        if (value.length() > LONGEST_VALUE) {
            throw refused("The value of tag '" + name + "' has more than " + LONGEST_VALUE + " characters.");
        }
    }

    private static ArmException refused(String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, "tags", message));
    }
}
