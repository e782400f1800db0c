/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * Which addresses a customer may not have us connect to: whatever is not globally reachable unicast, in whatever disguise. What
 * IPv6 has of embedded IPv4 (mapped, compatible, NAT64, 6to4, Teredo) lies outside 2000::/3 or in a block of the registry, whatever
 * is embedded; ISATAP may stand in any network. {@code AddressRuleTest} holds it to this.
 *
 * @param loopback whether this machine itself is allowed, as on a developer's
 */
public record AddressRule(boolean loopback) {
    /** Public by its number, but answers a virtual machine of Azure's with its metadata. */
    private static final IpAddress AZURE_PLATFORM = IpAddress.parse("168.63.129.16");

    private static final IpPrefix LOOPBACK_4 = IpPrefix.parse("127.0.0.0/8");
    private static final IpAddress LOOPBACK_6 = IpAddress.parse("::1");

    /** RFC 5214: an interface identifier with an IPv4 address in it. */
    private static final long ISATAP = 0x5EFE_0000_0000L;

    /** Global or group bit may be set. */
    private static final long ISATAP_MASK = 0xFCFF_FFFF_0000_0000L;

    /** Why not; empty: it is allowed. */
    public Optional<String> refusal(IpAddress address) {
        if (loopback && isLoopback(address)) {
            return Optional.empty();
        }
        if (address.equals(AZURE_PLATFORM)) {
            return Optional.of("a cloud's metadata service");
        }
        if (address.family() == Family.IPV6 && (address.low() & ISATAP_MASK) == ISATAP) {
            return Optional.of("ISATAP");
        }
        return SpecialPurpose.of(new IpPrefix(address, address.family().bits())).map(SpecialPurpose::name);
    }

    private static boolean isLoopback(IpAddress address) {
        return address.family() == Family.IPV4 ? LOOPBACK_4.contains(address) : address.equals(LOOPBACK_6);
    }
}
