/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.net.SpecialPurpose;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.Refusals;

/** Which prefixes can be registered: canonical CIDR blocks of public address space, IPv6 like IPv4. */
public final class PrefixRule {
    private static final String TARGET = "properties.prefix";
    private static final IpPrefix UNIQUE_LOCAL = IpPrefix.parse("fc00::/7");

    private PrefixRule() {}

    /** The prefix that a caller wrote; refuses at the edge what can't be one. */
    public static IpPrefix parse(@Nullable String text, NetworkRules rules) {
        if (text == null || text.isBlank()) {
            throw new ArmException(Refusals.missing(TARGET));
        }
        IpPrefix prefix;
        try {
            prefix = IpPrefix.parse(text.strip());
        } catch (MalformedValueException e) {
            throw new ArmException(
                    ApiError.at(ErrorCode.INVALID_PREFIX, TARGET, "Invalid IP prefix: " + e.getMessage()));
        }
        Optional<String> unfit = unfit(prefix, rules);
        if (unfit.isPresent()) {
            throw new ArmException(ApiError.at(ErrorCode.INVALID_PREFIX, TARGET, unfit.get()));
        }
        return prefix;
    }

    /** Why the prefix can't be on the public Internet, in the words of contract section C.5; empty when it can. */
    public static Optional<String> unfit(IpPrefix prefix, NetworkRules rules) {
        return SpecialPurpose.of(prefix)
                .filter(entry -> !(rules.reservedNumbers() && welcomeInLab(prefix, entry)))
                .map(entry -> "Invalid IP prefix %s: %s is set aside as '%s'."
                        .formatted(prefix, entry.prefix(), entry.name()));
    }

    private static boolean welcomeInLab(IpPrefix prefix, SpecialPurpose entry) {
        boolean inside = entry.prefix().contains(prefix);
        return inside && (entry.documentation() || entry.name().equals("Private-Use") || UNIQUE_LOCAL.contains(prefix));
    }
}
