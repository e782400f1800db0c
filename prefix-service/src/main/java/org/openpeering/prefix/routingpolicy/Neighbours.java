/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/** Who stands next to the origin. Pure. */
final class Neighbours {
    private Neighbours() {}

    /** The last AS number before the origin and its prepending; empty: there is none, or a set, which names nobody. */
    static Optional<Asn> ofOrigin(AsPath path) {
        Optional<Asn> origin = path.origin();
        if (origin.isEmpty()) {
            return Optional.empty();
        }
        List<List<Asn>> hops = path.hops();
        for (int i = hops.size() - 1; i >= 0; i--) {
            List<Asn> hop = hops.get(i);
            if (!hop.equals(List.of(origin.get()))) {
                return hop.size() == 1 ? Optional.of(hop.getFirst()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
