/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The api-versions that are served; contract section 0 lists how they differ. */
public enum ApiVersion {
    V2021_06_01,
    V2022_10_01,
    V2025_05_01;

    @Override
    public String toString() {
        return name().substring(1).replace('_', '-');
    }

    public static Optional<ApiVersion> parse(String text) {
        return Arrays.stream(values())
                .filter(version -> version.toString().equalsIgnoreCase(text))
                .findFirst();
    }

    public static String supported() {
        return Arrays.stream(values()).map(ApiVersion::toString).collect(Collectors.joining(", "));
    }
}
