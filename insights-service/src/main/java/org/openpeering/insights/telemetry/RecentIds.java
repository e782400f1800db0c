/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import java.util.UUID;

/**
 * Which samples were taken a moment ago, in bounded memory: two tables take turns, and the older one is forgotten when the
 * younger is half full. So at least the last {@value #KEPT} are known. An id is kept as 64 bits of it, mixed.
 */
final class RecentIds {
    static final int KEPT = 1 << 18;
    private static final int SLOTS = KEPT * 2;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] young = new long[SLOTS];
    private long[] old = new long[SLOTS];
    private int count;

    synchronized boolean knows(UUID id) {
        long mixed = mixed(id);
        return young[slot(young, mixed)] == mixed || old[slot(old, mixed)] == mixed;
    }

    synchronized void add(UUID id) {
        if (count == KEPT) {
            old = young;
            young = new long[SLOTS];
            count = 0;
        }
        long mixed = mixed(id);
        int slot = slot(young, mixed);
        if (young[slot] == 0) {
            young[slot] = mixed;
            count++;
        }
    }

    /** Where it is, or would be. */
    private static int slot(long[] table, long mixed) {
        int slot = (int) (mixed >>> 32) & (SLOTS - 1);
        while (table[slot] != 0 && table[slot] != mixed) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    /** Never 0, which marks a free slot. */
    private static long mixed(UUID id) {
        long mixed = (id.getMostSignificantBits() * MIX ^ id.getLeastSignificantBits()) * MIX;
        return mixed == 0 ? 1 : mixed;
    }
}
