/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.Vrp;

/**
 * What the RPKI says of a route's origin (RFC 6811).
 *
 * @param trustAnchor below which the object stands that decides, such as {@code Arin}; {@code None} where there is none, or
 *     the source does not tell
 */
public record RpkiVerdict(OriginState state, String trustAnchor) {
    private static final String NONE = "None";
    /** There is no source, or its data is too old. */
    static final RpkiVerdict UNKNOWN = new RpkiVerdict(OriginState.UNKNOWN, NONE);

    /**
     * Judges by what covers a prefix.
     *
     * @param origin null: the path has no single origin
     */
    static RpkiVerdict of(List<Vrp> covering, IpPrefix prefix, @Nullable Asn origin) {
        OriginValidation.State state =
                OriginValidation.of(covering, prefix, origin).state();
        return of(
                switch (state) {
                    case NOT_FOUND -> OriginState.UNKNOWN;
                    case INVALID -> OriginState.INVALID;
                    case VALID -> OriginState.VALID;
                },
                covering,
                prefix,
                origin);
    }

    /**
     * The same, where it has been judged.
     *
     * @param origin null: the path has no single origin
     */
    static RpkiVerdict of(RpkiWord word, IpPrefix prefix, @Nullable Asn origin) {
        OriginState state = word.state().valid()
                ? OriginState.VALID
                : word.state().invalid() ? OriginState.INVALID : OriginState.UNKNOWN;
        return of(state, word.covering(), prefix, origin);
    }

    private static RpkiVerdict of(OriginState state, List<Vrp> covering, IpPrefix prefix, @Nullable Asn origin) {
        return switch (state) {
            case UNKNOWN -> UNKNOWN;
            case INVALID -> new RpkiVerdict(OriginState.INVALID, anchor(covering.getLast()));
            case VALID ->
                covering.stream()
                        .filter(vrp -> vrp.asn().equals(origin) && prefix.length() <= vrp.maxLength())
                        .map(vrp -> new RpkiVerdict(OriginState.VALID, anchor(vrp)))
                        .findFirst()
                        .orElseThrow();
        };
    }

    private static String anchor(Vrp vrp) {
        String name = vrp.trustAnchor();
        return name == null || name.isBlank()
                ? NONE
                : name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
