/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.net.IpAddress;

/** What {@code traceroute} of Linux, busybox and the BSDs say. Pure. */
final class TracerouteOutput {
    private static final Pattern LINE = Pattern.compile("^\\s*(\\d{1,3})\\s+(\\S.*)$");
    private static final Pattern TIME = Pattern.compile("\\b(\\d{1,9}(?:\\.\\d{1,9})?) ?ms\\b");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    private TracerouteOutput() {}

    /** In the order of their distance; one without an address did not answer. */
    static List<Hop> read(String text) {
        List<Hop> hops = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher hop = LINE.matcher(line);
            if (hop.matches() && hops.size() < LatencySample.MOST_HOPS) {
                int ttl = Integer.parseInt(hop.group(1));
                int last = hops.isEmpty() ? 0 : hops.getLast().ttl();
                if (ttl == last + 1) {
                    hops.add(hop(ttl, hop.group(2)));
                }
            }
        }
        return Trips.trimmed(hops);
    }

    private static Hop hop(int ttl, String rest) {
        Matcher time = TIME.matcher(rest);
        IpAddress address = address(rest);
        return address == null || !time.find()
                ? new Hop(ttl, address, null)
                : new Hop(ttl, address, Trips.micros(time.group(1), "ms"));
    }

    /** The first word that is one, in brackets or not. */
    private static @Nullable IpAddress address(String rest) {
        Matcher words = ADDRESS.matcher(rest);
        while (words.find()) {
            IpAddress address = Trips.address(words.group());
            if (address != null) {
                return address;
            }
        }
        return null;
    }
}
