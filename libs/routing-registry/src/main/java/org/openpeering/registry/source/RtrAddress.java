/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.source;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.openpeering.registry.rtr.RtrSettings;
import org.openpeering.registry.rtr.RtrTimeouts;

/** Where a configured RTR cache is: {@code host:port} or {@code tls://host:port}. */
public record RtrAddress(String host, int port, boolean tls) {
    private static final Pattern FORM = Pattern.compile("(tls://)?(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/]+)):([0-9]{1,5})");

    public static RtrAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(4)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not of the form host:port or tls://host:port");
        }
        return new RtrAddress(parts.group(2) == null ? parts.group(3) : parts.group(2), port, parts.group(1) != null);
    }

    /** @param secured asked for whom to trust at each connection */
    RtrSettings settings(RtrTimeouts timeouts, Supplier<SSLContext> secured) {
        RtrSettings plain = RtrSettings.of(host, port).within(timeouts);
        return tls ? plain.over(secured) : plain;
    }
}
