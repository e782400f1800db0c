/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.SpecialPurpose;

/**
 * Which addresses may be measured, whoever asks: global unicast only. No loopback, private, link-local (where clouds keep
 * their metadata), multicast, nor what carries such an address in another form (IPv4-mapped, 6to4, NAT64). Pure.
 *
 * @param lab whether loopback and documentation addresses pass
 */
public record AddressRules(boolean lab) {
    private static final IpPrefix LOOPBACK_V4 = IpPrefix.parse("127.0.0.0/8");
    private static final IpAddress LOOPBACK_V6 = IpAddress.parse("::1");

    /** Why not; empty: it may be. */
    public Optional<String> refusal(IpAddress address) {
        if (lab && (LOOPBACK_V4.contains(address) || address.equals(LOOPBACK_V6))) {
            return Optional.empty();
        }
        return SpecialPurpose.of(new IpPrefix(address, address.family().bits()))
                .filter(special -> !(lab && special.documentation()))
                .map(SpecialPurpose::name);
    }
}
