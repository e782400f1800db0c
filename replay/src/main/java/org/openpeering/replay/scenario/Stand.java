/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/**
 * Who stands for the first victim where real numbers can't be registered. Its parts, and what holds it, keep their place:
 * of a /22 with a /24 that is played on a /48 the part is the /50 at the same place.
 *
 * @param victim in the place of the first prefix that is watched; null for itself
 * @param owner in the place of its first origin; null for itself
 * @param upstream stands between the owner and its neighbours; null for nobody
 */
public record Stand(
        @Nullable IpPrefix victim,
        @Nullable Asn owner,
        @Nullable Asn upstream) {
    public static final Stand NOBODY = new Stand(null, null, null);

    /** What is watched in the place of the first victim. */
    Watched of(Watched first) {
        List<Asn> origins = new ArrayList<>(first.origins());
        origins.set(0, of(first, origins.getFirst()));
        return new Watched(
                victim == null ? first.prefix() : victim,
                origins,
                upstream == null ? first.neighbours() : List.of(upstream));
    }

    private Asn of(Watched first, Asn asn) {
        return owner != null && asn.equals(first.origins().getFirst()) ? owner : asn;
    }

    /** @throws IllegalArgumentException when the victim is too small for such a part */
    IpPrefix of(Watched first, IpPrefix prefix) {
        IpPrefix real = first.prefix();
        if (victim == null || !real.overlaps(prefix)) {
            return prefix;
        }
        int length = victim.length() + prefix.length() - real.length();
        if (length < 0 || length > victim.family().bits()) {
            throw new IllegalArgumentException("the scenario needs room for a /" + prefix.length() + " at a /"
                    + real.length() + ", which " + victim + " does not have");
        }
        return length <= victim.length()
                ? IpPrefix.around(victim.network(), length)
                : victim.subnet(length, place(real, prefix.network(), prefix.length()));
    }

    /** Real ones are of IPv4. */
    private static long place(IpPrefix real, IpAddress part, int length) {
        if (real.family() != Family.IPV4) {
            throw new IllegalArgumentException(real + " is not of IPv4");
        }
        return (part.low() ^ real.network().low()) >>> (Family.IPV4.bits() - length);
    }

    AsPath of(Watched first, AsPath path) {
        List<List<Asn>> hops = new ArrayList<>();
        for (List<Asn> hop : path.hops()) {
            Asn asn = hop.getFirst();
            boolean owned = first.origins().contains(asn);
            Asn before = hops.isEmpty() ? null : hops.getLast().getFirst();
            if (upstream != null
                    && owned
                    && before != null
                    && first.neighbours().contains(before)) {
                hops.add(List.of(upstream));
            }
            hops.add(List.of(of(first, asn)));
        }
        return new AsPath(hops);
    }
}
