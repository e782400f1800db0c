/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;

/**
 * A validated ROA payload (RFC 6811 section 2): {@code asn} may originate {@code prefix} and what is inside it, down to
 * {@code maxLength}. AS 0 means that nobody may (RFC 6483 section 4).
 *
 * <p>Neither its trust anchor nor its end is part of its identity.
 *
 * @param trustAnchor below which it was found; null: the source does not say
 * @param expires until when it counts, that second included; null: the source does not say
 */
public record Vrp(
        IpPrefix prefix,
        int maxLength,
        Asn asn,
        @Nullable String trustAnchor,
        @Nullable Instant expires) {
    public Vrp {
        if (maxLength < prefix.length() || maxLength > prefix.family().bits()) {
            throw new MalformedValueException("maxLength " + maxLength + " does not fit " + prefix);
        }
    }

    public Vrp(IpPrefix prefix, int maxLength, Asn asn, @Nullable String trustAnchor) {
        this(prefix, maxLength, asn, trustAnchor, null);
    }

    public static Vrp of(IpPrefix prefix, int maxLength, Asn asn) {
        return new Vrp(prefix, maxLength, asn, null, null);
    }

    /** Whether it makes a route of exactly this prefix and origin valid, given that it covers the prefix. */
    boolean permits(int length, Asn origin) {
        return asn.equals(origin) && asn.value() != 0 && length <= maxLength;
    }

    @Override
    public String toString() {
        return prefix + (maxLength > prefix.length() ? "-" + maxLength : "") + " AS" + asn;
    }
}
