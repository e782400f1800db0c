/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;

/** Tags of a tracked resource by ARM's rules (contract section G.8). */
public final class Tags {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final int SHOWN = 100;
    private static final String FORBIDDEN = "<>%&\\?/";

    private Tags() {}

    /** The tags that a caller wrote, without those set to null; refuses at the edge what breaks a rule. */
    public static Map<String, String> of(@Nullable Map<String, @Nullable String> written) {
        List<ApiError> violations = new ArrayList<>();
        Map<String, String> tags = check(
                written,
                (target, message) -> violations.add(ApiError.at(ErrorCode.INVALID_PARAMETER, target, message)));
        if (!violations.isEmpty()) {
            throw new ArmException(ApiError.all(violations));
        }
        return tags;
    }

    /** The same for a caller that collects violations: target and message of each. */
    public static Map<String, String> check(
            @Nullable Map<String, @Nullable String> written, BiConsumer<String, String> violation) {
        Map<String, String> tags = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        Map<String, @Nullable String> present = written == null ? Map.of() : written;
        present.forEach((name, value) -> {
            if (value != null) {
                String target = "tags." + (name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…");
                checkName(name, target, violation);
                if (value.length() > LONGEST_VALUE) {
                    violation.accept(target, "A tag's value must have at most " + LONGEST_VALUE + " characters.");
                }
                if (!names.add(name.toLowerCase(Locale.ROOT))) {
                    violation.accept(target, "Tag names are compared without case; this one occurs twice.");
                }
                tags.put(name, value);
            }
        });
        if (tags.size() > MOST) {
            violation.accept("tags", "A resource can have at most " + MOST + " tags.");
        }
        return Collections.unmodifiableMap(tags);
    }

    private static void checkName(String name, String target, BiConsumer<String, String> violation) {
        boolean good = !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c));
        if (!good) {
            violation.accept(
                    target,
                    "A tag's name must have 1 to " + LONGEST_NAME + " characters, none of them in " + FORBIDDEN);
        }
    }
}
