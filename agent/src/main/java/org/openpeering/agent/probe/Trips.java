/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;

/** Numbers and addresses as programs print them. */
final class Trips {
    private Trips() {}

    /** @param number digits, at most nine before and behind the dot */
    static long micros(String number, @Nullable String unit) {
        int shift = unit == null || unit.equals("ms") ? 3 : unit.equals("s") ? 6 : 0;
        return new BigDecimal(number)
                .movePointRight(shift)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    static @Nullable IpAddress address(String text) {
        try {
            return IpAddress.parse(text);
        } catch (MalformedValueException e) {
            return null;
        }
    }

    /** Without the silence behind the last who answered. */
    static List<Hop> trimmed(List<Hop> hops) {
        int end = hops.size();
        while (end > 0 && hops.get(end - 1).address() == null) {
            end--;
        }
        return List.copyOf(hops.subList(0, end));
    }
}
