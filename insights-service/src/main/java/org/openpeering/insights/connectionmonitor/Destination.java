/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;

/**
 * Where a test leads.
 *
 * @param host a name in lower case, or an address in its one spelling
 */
record Destination(String host) {
    private static final int LONGEST = 253;

    /** RFC 952 and 1123; the last label is none of a number in any base. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** @throws MalformedValueException that says how to mend it */
    static Destination parse(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        if (host.length() <= LONGEST && NAME.matcher(host).matches()) {
            return new Destination(host);
        }
        try {
            return new Destination(IpAddress.parse(host).toString());
        } catch (MalformedValueException e) {
            throw new MalformedValueException("'" + MonitorTestSpec.DESTINATION + "' is '" + Text.shown(text)
                    + "'; it has to be a whole name such as www.example.net, or an address, without scheme and port.");
        }
    }

    /** The address, when it is one: no name ends in a number, and none has a colon. */
    Optional<IpAddress> address() {
        return NAME.matcher(host).matches() ? Optional.empty() : Optional.of(IpAddress.parse(host));
    }
}
