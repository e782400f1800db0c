/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.util.Optional;
import java.util.function.Function;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;

/** Judges origins by what is registered: the longest registered prefix that holds the route's decides. */
public final class KnownOrigins {
    private KnownOrigins() {}

    /** @param registered by prefix */
    public static OriginState state(
            IpPrefix prefix, AsPath path, Function<IpPrefix, Optional<MonitoredPrefix>> registered) {
        for (int length = prefix.length(); length > 0; length--) {
            Optional<MonitoredPrefix> known = registered
                    .apply(IpPrefix.around(prefix.network(), length))
                    .filter(monitored -> !monitored.legalOrigins().isEmpty());
            if (known.isPresent()) {
                return path.origin()
                                .filter(known.get().legalOrigins()::contains)
                                .isPresent()
                        ? OriginState.VALID
                        : OriginState.INVALID;
            }
        }
        return OriginState.UNKNOWN;
    }
}
