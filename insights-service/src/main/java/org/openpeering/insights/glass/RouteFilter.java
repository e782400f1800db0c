/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;
import org.openpeering.insights.origin.OriginState;
import org.openpeering.kit.error.ArmException;

/** Exact matches (contract section C.12), all of which a route has to pass. */
record RouteFilter(
        Optional<IpPrefix> prefix, Optional<AsPath> asPath, Optional<OriginState> origin, Optional<OriginState> rpki) {

    /** As the query says; empty text is no filter. */
    static RouteFilter parse(
            @Nullable String prefix, @Nullable String asPath, @Nullable String origin, @Nullable String rpki) {
        return new RouteFilter(
                parse("prefix", prefix, IpPrefix::parse),
                parse("asPath", asPath, AsPath::parse),
                parse("originAsValidationState", origin, RouteFilter::state),
                parse("rpkiValidationState", rpki, RouteFilter::state));
    }

    private static <T> Optional<T> parse(String name, @Nullable String text, Function<String, T> reader) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text.strip()));
        } catch (MalformedValueException e) {
            throw new ArmException(ApiError.at(
                    name.equals("prefix") ? ErrorCode.INVALID_PREFIX : ErrorCode.INVALID_PARAMETER,
                    name,
                    "'" + name + "': " + e.getMessage() + "."));
        }
    }

    private static OriginState state(String text) {
        return WireEnum.parse(OriginState.class, text)
                .orElseThrow(() -> new MalformedValueException(
                        "'" + Text.shown(text) + "' is none of Valid, Invalid and Unknown"));
    }

    boolean passes(AsPath path) {
        return asPath.isEmpty() || asPath.get().equals(path);
    }

    boolean passes(OriginState originState, OriginState rpkiState) {
        return (origin.isEmpty() || origin.get() == originState) && (rpki.isEmpty() || rpki.get() == rpkiState);
    }
}
