/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import java.util.regex.Pattern;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

/** Names in paths. Only what is created is held to the pattern; reading an impossible name finds nothing. */
public final class Names {
    /** What a resource's name has to match as a whole. */
    public static final String PATTERN = "[A-Za-z0-9_.-]{1,63}";

    private static final Pattern RESOURCE = Pattern.compile(PATTERN);
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{N}_.()-]{0,89}[\\p{L}\\p{N}_()-]");

    private Names() {}

    /** {@code [A-Za-z0-9_.-]{1,63}} (contract section 0, 2025-05-01). */
    public static String resource(String parameter, String name) {
        if (!RESOURCE.matcher(name).matches()) {
            throw invalid(parameter, name, "must have 1 to 63 characters out of A-Z, a-z, 0-9, '_', '.' and '-'");
        }
        return name;
    }

    /** 1 to 90 letters, digits, '_', '.', '(', ')', '-', not ending in '.'. */
    public static String resourceGroup(String name) {
        if (!GROUP.matcher(name).matches()) {
            throw invalid(
                    "resourceGroupName",
                    name,
                    "must have 1 to 90 letters, digits, '_', '(', ')', '-' or '.', and must not end in '.'");
        }
        return name;
    }

    private static ArmException invalid(String parameter, String name, String rule) {
        return new ArmException(ApiError.at(
                ErrorCode.INVALID_RESOURCE_NAME, parameter, "The name '" + Text.shown(name) + "' " + rule + "."));
    }
}
