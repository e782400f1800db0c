/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

/**
 * The last ids, by 64 bits of them, in two generations: when the younger one is full the older one is forgotten. So at least
 * {@link #GENERATION} of the last ids are known, and never twice as many take memory.
 */
final class Ids {
    static final int GENERATION = 65_536;

    private static final int SMALLEST = 256;

    private long[] young = new long[SMALLEST];
    private long[] old = new long[SMALLEST];
    private int count;

    /** Whether it is new; it is known from now on. */
    boolean add(String id) {
        long hash = hash(id);
        if (contains(old, hash) || contains(young, hash)) {
            return false;
        }
        if (count == GENERATION) {
            old = young;
            young = new long[SMALLEST];
            count = 0;
        } else if (2 * count >= young.length) {
            long[] before = young;
            young = new long[2 * before.length];
            for (long each : before) {
                if (each != 0) {
                    put(young, each);
                }
            }
        }
        put(young, hash);
        count++;
        return true;
    }

    private static void put(long[] table, long hash) {
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] != 0) {
            at = at + 1 & mask;
        }
        table[at] = hash;
    }

    private static boolean contains(long[] table, long hash) {
        int mask = table.length - 1;
        for (int at = (int) hash & mask; table[at] != 0; at = at + 1 & mask) {
            if (table[at] == hash) {
                return true;
            }
        }
        return false;
    }

    /** Never 0: that is an empty place. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
