/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/**
 * Who offends: a network, or an AS_SET that names none.
 *
 * @param asn null for a set
 * @param set the members as {@code {1,2}}, null for a network
 */
record Offender(@Nullable Asn asn, @Nullable String set) {
    static Offender of(Asn asn) {
        return new Offender(asn, null);
    }

    /** Reads what {@link #toString} writes. */
    static Offender parse(String name) {
        return name.startsWith("{") ? new Offender(null, name) : of(new Asn(Long.parseLong(name)));
    }

    /** Who originates a route, see {@link Origin}. */
    static Offender origin(AsPath path, Asn peerAsn) {
        return Origin.of(path, peerAsn).map(Offender::of).orElseGet(() -> new Offender(null, set(path)));
    }

    private static String set(AsPath path) {
        return path.hops().getLast().stream().distinct().map(Asn::toString).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return asn == null ? String.valueOf(set) : asn.toString();
    }
}
