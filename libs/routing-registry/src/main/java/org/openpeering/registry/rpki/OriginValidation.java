/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * What the RPKI says about the origin of a route (RFC 6811 section 2.1).
 *
 * @param covering the VRPs that it follows from, the shortest prefix first
 */
public record OriginValidation(State state, Reason reason, List<Vrp> covering) {
    /** RFC 6811's three states. */
    public enum State {
        VALID,
        INVALID,
        NOT_FOUND
    }

    /** Why. */
    public enum Reason {
        /** A covering VRP names the origin and allows the length. */
        MATCHED,
        /** No VRP covers the prefix. */
        NOT_COVERED,
        /** A covering VRP names the origin, but only for shorter prefixes. */
        TOO_LONG,
        /** No covering VRP names the origin. */
        WRONG_ORIGIN,
        /** Covered, and the path ends in an AS_SET or is empty: such a route matches no VRP. */
        NO_ORIGIN
    }

    public OriginValidation {
        covering = List.copyOf(covering);
    }

    /**
     * By all VRPs of a table, whenever they end.
     *
     * @param origin null: the path has no single origin
     */
    public static OriginValidation of(VrpTable vrps, IpPrefix prefix, @Nullable Asn origin) {
        return of(vrps.covering(prefix), prefix, origin);
    }

    /**
     * @param covering all VRPs whose prefix contains {@code prefix}
     * @param origin null: the path has no single origin
     */
    public static OriginValidation of(List<Vrp> covering, IpPrefix prefix, @Nullable Asn origin) {
        if (covering.isEmpty()) {
            return new OriginValidation(State.NOT_FOUND, Reason.NOT_COVERED, covering);
        }
        if (origin == null) {
            return new OriginValidation(State.INVALID, Reason.NO_ORIGIN, covering);
        }
        if (covering.stream().anyMatch(vrp -> vrp.permits(prefix.length(), origin))) {
            return new OriginValidation(State.VALID, Reason.MATCHED, covering);
        }
        boolean named = origin.value() != 0
                && covering.stream().anyMatch(vrp -> vrp.asn().equals(origin));
        return new OriginValidation(State.INVALID, named ? Reason.TOO_LONG : Reason.WRONG_ORIGIN, covering);
    }
}
