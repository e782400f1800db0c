/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a configured RTR cache is. */
record RtrAddress(String host, int port, boolean tls) {
    private static final Pattern FORM = Pattern.compile("(tls://)?(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/]+)):([0-9]{1,5})");

    /** The most preferred one first. */
    static List<RtrAddress> parse(RpkiConfig config) {
        return config.rtr().orElse(List.of()).stream()
                .map(String::strip)
                .map(RtrAddress::parse)
                .toList();
    }

    static RtrAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(4)) : 0;
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException(
                    "openpeering.rpki.rtr: '" + text + "' is not of the form host:port or tls://host:port");
        }
        return new RtrAddress(parts.group(2) == null ? parts.group(3) : parts.group(2), port, parts.group(1) != null);
    }
}
