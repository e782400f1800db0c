/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import java.util.List;
import java.util.Map;

/** Valid access tokens for tests. */
public final class Tokens {
    private Tokens() {}

    /** @param groups such as {@code /subscriptions/<id>/Owner} or {@code /operators} */
    public static String of(String subject, String... groups) {
        return of(subject, List.of(groups));
    }

    public static String of(String subject, List<String> groups) {
        return Control.call("/token", Map.of("subject", subject, "groups", String.join(",", groups)));
    }
}
