/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.request.Times;
import org.openpeering.prefix.network.AsnRule;
import org.openpeering.prefix.network.NetworkRules;

/** Collects what is wrong with a policy, so that its owner learns everything at once, and reads its values. One thread's. */
final class Violations {
    private final List<ApiError> found = new ArrayList<>();
    private final NetworkRules rules;

    Violations(NetworkRules rules) {
        this.rules = rules;
    }

    void add(String member, String what) {
        add(ErrorCode.INVALID_PARAMETER, member, what);
    }

    /** @param what to follow the member's name */
    void add(ErrorCode code, String member, String what) {
        found.add(ApiError.at(code, member, "'" + member + "' " + what));
    }

    /** How many there are. */
    int size() {
        return found.size();
    }

    /** Calls {@code policy} only if nothing is wrong. */
    Checked checked(Supplier<RoutingPolicy> policy) {
        return found.isEmpty() ? new Checked.Valid(policy.get()) : new Checked.Invalid(ApiError.all(found));
    }

    /** Null when it is wrong or absent; what is absent is wrong, too. */
    @Nullable
    Instant time(String member, @Nullable String text) {
        if (text == null) {
            add(member, "is required: a time of RFC 3339, such as 2026-01-31T12:00:00Z.");
            return null;
        }
        Optional<Instant> time = Times.find(text);
        if (time.isEmpty()) {
            add(member, "is not a time of RFC 3339 in the years 0001 to 9999, such as 2026-01-31T12:00:00Z.");
        }
        return time.orElse(null);
    }

    /** Null when it is wrong or absent. */
    @Nullable
    Asn asn(String member, @Nullable Long number) {
        if (number == null) {
            return null;
        }
        if (number < 1 || number > Asn.MAX) {
            add(ErrorCode.INVALID_ASN, member, "is " + number + ", which is not in 1-" + Asn.MAX + ".");
            return null;
        }
        Asn asn = new Asn(number);
        if (!AsnRule.fit(asn, rules)) {
            add(ErrorCode.INVALID_ASN, member, "is " + number + ", which is not a public AS number: nobody has it.");
            return null;
        }
        return asn;
    }

    /** Null when it is wrong or absent. */
    @Nullable
    IpPrefix prefix(String member, @Nullable String text) {
        try {
            return text == null ? null : IpPrefix.parse(text.strip());
        } catch (MalformedValueException e) {
            add(ErrorCode.INVALID_PREFIX, member, "is no IP prefix: " + e.getMessage() + ".");
            return null;
        }
    }

    /** Empty when it is wrong or absent. */
    String reason(String member, @Nullable String text) {
        String reason = text == null ? "" : text.strip();
        if (reason.length() > PolicyRules.LONGEST_REASON
                || Text.fault(reason).isPresent()
                || reason.chars().anyMatch(Character::isISOControl)) {
            add(member, "has more than " + PolicyRules.LONGEST_REASON + " characters, or one that can't be shown.");
            return "";
        }
        return reason;
    }

    /** The elements; those beyond the bound are not looked at. */
    <T> List<T> bounded(String member, @Nullable List<T> elements, int most) {
        if (elements == null) {
            return List.of();
        }
        if (elements.size() > most) {
            add(member, "has " + elements.size() + " elements; there may be " + most + ".");
        }
        return elements.subList(0, Math.min(elements.size(), most));
    }
}
