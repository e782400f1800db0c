/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.Optional;
import org.openpeering.contract.net.AddressRule;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.SpecialPurpose;

/**
 * Which addresses may be measured, whoever asks: those that the service lets a customer name, by the one rule that both have. Pure.
 *
 * @param lab whether loopback and documentation addresses pass
 */
public record AddressRules(boolean lab) {
    /** Why not; empty: it may be. */
    public Optional<String> refusal(IpAddress address) {
        Optional<String> refused = new AddressRule(lab).refusal(address);
        return lab && refused.isPresent() && documentation(address) ? Optional.empty() : refused;
    }

    private static boolean documentation(IpAddress address) {
        return SpecialPurpose.of(new IpPrefix(address, address.family().bits()))
                .filter(SpecialPurpose::documentation)
                .isPresent();
    }
}
