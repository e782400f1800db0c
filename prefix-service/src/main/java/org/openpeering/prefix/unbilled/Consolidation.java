/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.openpeering.contract.net.IpPrefix;

/** The fewest blocks that hold the same addresses. Pure; {@code ConsolidationTest} compares it with sets of addresses. */
final class Consolidation {
    private Consolidation() {}

    /** In the order of addresses. Takes n log n steps for n blocks. */
    static List<IpPrefix> of(Collection<IpPrefix> prefixes) {
        Deque<IpPrefix> merged = new ArrayDeque<>();
        for (IpPrefix next : prefixes.stream().sorted().toList()) {
            if (merged.isEmpty() || !merged.getLast().contains(next)) {
                push(merged, next);
            }
        }
        return new ArrayList<>(merged);
    }

    /** Two halves become their whole, which may be a half itself. */
    private static void push(Deque<IpPrefix> merged, IpPrefix next) {
        IpPrefix block = next;
        while (!merged.isEmpty() && halves(merged.getLast(), block)) {
            IpPrefix lower = merged.removeLast();
            block = IpPrefix.around(lower.network(), lower.length() - 1);
        }
        merged.addLast(block);
    }

    private static boolean halves(IpPrefix lower, IpPrefix upper) {
        return lower.family() == upper.family()
                && lower.length() == upper.length()
                && IpPrefix.around(lower.network(), lower.length() - 1)
                        .equals(IpPrefix.around(upper.network(), upper.length() - 1));
    }
}
