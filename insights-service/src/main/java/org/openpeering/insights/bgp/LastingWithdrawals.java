/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * Of a message's withdrawals those that it does not take back itself: a prefix in both WITHDRAWN ROUTES and NLRI is
 * announced (RFC 4271 section 4.3), and so is one in both MP_UNREACH_NLRI and MP_REACH_NLRI, of which RFC 4760 says
 * nothing. Is told the announcements first, and then passes on the withdrawals.
 *
 * <p>An open hash table that one message fills and the next one takes over.
 */
final class LastingWithdrawals implements RouteReceiver {
    /** Longs of an entry: the upper and the lower half of the network, then length, family and path identifier. */
    private static final int ENTRY = 3;

    private static final long TAKEN = 1;

    private @Nullable RouteReceiver receiver;
    private long[] entries = new long[64 * ENTRY];
    private int mask;

    void begin(int announced, RouteReceiver to) {
        int slots = Math.max(8, Integer.highestOneBit(announced) << 2);
        if (slots * ENTRY > entries.length) {
            entries = new long[slots * ENTRY];
        } else {
            Arrays.fill(entries, 0, slots * ENTRY, 0);
        }
        mask = slots - 1;
        receiver = to;
    }

    void end() {
        receiver = null;
    }

    @Override
    public void attributes(CompactAttributes attributes) {}

    @Override
    public void announce(Family family, long high, long low, int length, int pathId) {
        long rest = rest(family, length, pathId);
        int at = find(high, low, rest);
        entries[at] = high;
        entries[at + 1] = low;
        entries[at + 2] = rest;
    }

    @Override
    public void withdraw(Family family, long high, long low, int length, int pathId) {
        if (receiver != null && entries[find(high, low, rest(family, length, pathId)) + 2] == 0) {
            receiver.withdraw(family, high, low, length, pathId);
        }
    }

    private static long rest(Family family, int length, int pathId) {
        return (long) pathId << 32 | length << 2 | (family == Family.IPV6 ? 2 : 0) | TAKEN;
    }

    /** Where the entry is, or is to be. */
    private int find(long high, long low, long rest) {
        long hash = (high * 31 + low) * 31 + rest;
        hash = (hash ^ hash >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (entries[slot * ENTRY + 2] != 0) {
            int at = slot * ENTRY;
            if (entries[at] == high && entries[at + 1] == low && entries[at + 2] == rest) {
                return at;
            }
            slot = slot + 1 & mask;
        }
        return slot * ENTRY;
    }
}
