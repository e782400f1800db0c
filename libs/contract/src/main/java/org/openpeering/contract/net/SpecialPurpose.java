/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blocks that are not globally reachable unicast: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890),
 * multicast, and the IPv6 space outside 2000::/3, from which alone global unicast is delegated.
 *
 * @param prefix the block
 * @param name the registry's name for it
 * @param documentation set aside for examples (RFC 5737, 3849, 9637): a lab may use it
 */
public record SpecialPurpose(IpPrefix prefix, String name, boolean documentation) {
    private static final IpPrefix GLOBAL_UNICAST = IpPrefix.parse("2000::/3");

    private static final List<SpecialPurpose> REGISTRY = Stream.of(
                    "0.0.0.0/8 This network",
                    "10.0.0.0/8 Private-Use",
                    "100.64.0.0/10 Shared Address Space",
                    "127.0.0.0/8 Loopback",
                    "169.254.0.0/16 Link Local",
                    "172.16.0.0/12 Private-Use",
                    "192.0.0.0/24 IETF Protocol Assignments",
                    "192.0.2.0/24 Documentation (TEST-NET-1)",
                    "192.31.196.0/24 AS112-v4",
                    "192.52.193.0/24 AMT",
                    "192.88.99.0/24 Deprecated (6to4 Relay Anycast)",
                    "192.168.0.0/16 Private-Use",
                    "192.175.48.0/24 Direct Delegation AS112 Service",
                    "198.18.0.0/15 Benchmarking",
                    "198.51.100.0/24 Documentation (TEST-NET-2)",
                    "203.0.113.0/24 Documentation (TEST-NET-3)",
                    "224.0.0.0/4 Multicast",
                    "240.0.0.0/4 Reserved",
                    "2001::/23 IETF Protocol Assignments",
                    "2001:db8::/32 Documentation",
                    "2002::/16 6to4",
                    "2620:4f:8000::/48 Direct Delegation AS112 Service",
                    "3fff::/20 Documentation")
            .map(SpecialPurpose::entry)
            .toList();

    private static SpecialPurpose entry(String line) {
        int space = line.indexOf(' ');
        String name = line.substring(space + 1);
        return new SpecialPurpose(IpPrefix.parse(line.substring(0, space)), name, name.startsWith("Documentation"));
    }

    /** The registry entry that makes {@code prefix} unfit for the public Internet, if any; overlap counts. */
    public static Optional<SpecialPurpose> of(IpPrefix prefix) {
        Optional<SpecialPurpose> listed =
                REGISTRY.stream().filter(entry -> entry.prefix.overlaps(prefix)).findFirst();
        boolean outside = prefix.family() == IpAddress.Family.IPV6 && !GLOBAL_UNICAST.contains(prefix);
        return listed.isEmpty() && outside
                ? Optional.of(new SpecialPurpose(prefix, "Outside IPv6 Global Unicast", false))
                : listed;
    }
}
