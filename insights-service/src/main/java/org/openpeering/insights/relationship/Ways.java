/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.util.Arrays;
import java.util.Set;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/** Paths as what is counted of them: AS numbers as unsigned ints, neighbour first, origin last. */
public final class Ways {
    private Ways() {}

    /**
     * The networks that a route has come through, each once where it stands several times in a row, without private numbers
     * and exchanges' route servers, and only from the origin to the first AS_SET. Empty where a reserved number stands, such as
     * AS_TRANS: any network may be behind it.
     */
    public static int[] of(AsPath path, Set<Asn> routeServers) {
        int[] way = new int[path.hops().size()];
        int from = way.length;
        for (int i = way.length - 1; i >= 0 && path.hops().get(i).size() == 1; i--) {
            Asn asn = path.hops().get(i).getFirst();
            if (asn.use() == Asn.Use.RESERVED) {
                return new int[0];
            }
            boolean again = from < way.length && way[from] == (int) asn.value();
            if (!again && asn.use() != Asn.Use.PRIVATE && !routeServers.contains(asn)) {
                way[--from] = (int) asn.value();
            }
        }
        return Arrays.copyOfRange(way, from, way.length);
    }

    /** Whether a network stands in it twice, with others between: somebody has written it, or has taken what it sent. */
    static boolean loops(int[] way) {
        for (int i = 2; i < way.length; i++) {
            for (int j = 0; j < i - 1; j++) {
                if (way[i] == way[j]) {
                    return true;
                }
            }
        }
        return false;
    }

    static Asn asn(int number) {
        return new Asn(Integer.toUnsignedLong(number));
    }

    static AsPath path(int[] way) {
        return AsPath.of(Arrays.stream(way).mapToLong(Integer::toUnsignedLong).toArray());
    }
}
