/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * Numbers for the prefixes of one family: an open-addressing hash set whose entries keep their number for as long as a
 * route refers to them. An IPv4 prefix is one long, its length in the low bits; an IPv6 prefix two longs and a byte.
 */
final class PrefixTable {
    static final int ABSENT = -1;
    private static final int FREE = -1;
    private static final int FIRST = 16;
    private static final int NEIGHBOURS_IPV4 = 24;
    private static final int NEIGHBOURS_IPV6 = 48;
    private static final int NEAR_BITS = 4;

    private final boolean wide;
    private int[] slots = filled(FIRST * 2);
    private long[] highs = new long[FIRST];
    private long[] lows;
    private byte[] lengths;
    /** Routes that refer to the prefix; for a free number, {@code -2 - next free number}. */
    private int[] references = new int[FIRST];

    private int firstFree = FREE;
    private int numbers;
    private int size;

    PrefixTable(Family family) {
        wide = family == Family.IPV6;
        lows = new long[wide ? FIRST : 0];
        lengths = new byte[wide ? FIRST : 0];
    }

    private static int[] filled(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, ABSENT);
        return slots;
    }

    /** Memory. */
    long bytes() {
        return (long) Integer.BYTES * (slots.length + references.length)
                + (long) Long.BYTES * (highs.length + lows.length)
                + lengths.length;
    }

    int size() {
        return size;
    }

    /** All numbers in use are below this. */
    int bound() {
        return numbers;
    }

    boolean inUse(int number) {
        return references[number] >= 0;
    }

    long high(int number) {
        return wide ? highs[number] : highs[number] & 0xFFFF_FFFF_0000_0000L;
    }

    long low(int number) {
        return wide ? lows[number] : 0;
    }

    int length(int number) {
        return wide ? lengths[number] & 0xFF : (int) highs[number] & 0xFF;
    }

    int find(long high, long low, int length) {
        long key = wide ? high : high | length;
        for (int slot = home(key, low, length); ; slot = next(slot)) {
            int number = slots[slot];
            if (number == ABSENT || matches(number, key, low, length)) {
                return number;
            }
        }
    }

    /** The prefix's number, a new one if need be; the caller must {@link #retain} it. */
    int number(long high, long low, int length) {
        long key = wide ? high : high | length;
        int slot = home(key, low, length);
        for (; slots[slot] != ABSENT; slot = next(slot)) {
            if (matches(slots[slot], key, low, length)) {
                return slots[slot];
            }
        }
        int number = take();
        highs[number] = key;
        if (wide) {
            lows[number] = low;
            lengths[number] = (byte) length;
        }
        slots[slot] = number;
        size++;
        if (size > slots.length / 4 * 3) {
            rehash();
        }
        return number;
    }

    void retain(int number) {
        references[number]++;
    }

    void release(int number) {
        if (--references[number] == 0) {
            remove(number);
        }
    }

    private int take() {
        int number = firstFree;
        if (number != FREE) {
            firstFree = -2 - references[number];
        } else {
            number = numbers++;
            if (number == highs.length) {
                grow();
            }
        }
        references[number] = 0;
        return number;
    }

    private void grow() {
        int capacity = highs.length + (highs.length >> 2);
        highs = Arrays.copyOf(highs, capacity);
        references = Arrays.copyOf(references, capacity);
        if (wide) {
            lows = Arrays.copyOf(lows, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
    }

    private void rehash() {
        int[] bigger = filled(slots.length * 2);
        int[] old = slots;
        slots = bigger;
        for (int number : old) {
            if (number != ABSENT) {
                int slot = home(number);
                while (slots[slot] != ABSENT) {
                    slot = next(slot);
                }
                slots[slot] = number;
            }
        }
    }

    /** Closes the gap behind it, so that no search stops early. */
    private void remove(int number) {
        int gap = home(number);
        while (slots[gap] != number) {
            gap = next(gap);
        }
        for (int slot = next(gap); slots[slot] != ABSENT; slot = next(slot)) {
            int distance = slot - home(slots[slot]) & slots.length - 1;
            if (distance >= (slot - gap & slots.length - 1)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = ABSENT;
        references[number] = -2 - firstFree;
        firstFree = number;
        size--;
    }

    private boolean matches(int number, long key, long low, int length) {
        return highs[number] == key && (!wide || (lows[number] == low && lengths[number] == (byte) length));
    }

    private int home(int number) {
        return wide ? home(highs[number], lows[number], lengths[number] & 0xFF) : home(highs[number], 0, 0);
    }

    /**
     * Prefixes are announced in runs of neighbours: up to 64 neighbouring /24 or /48 share a stretch of slots, which are
     * then in the cache. Longer prefixes, of which there may be many in one place, are strewn.
     */
    private int home(long key, long low, int length) {
        int bits = wide ? length : (int) key & 0xFF;
        int step = wide ? NEIGHBOURS_IPV6 : NEIGHBOURS_IPV4;
        boolean strewn = bits > step;
        long mixed =
                strewn ? key + low * 0xD6E8_FEB8_6659_FD93L + (wide ? length : 0) : key >>> (64 - step + NEAR_BITS);
        mixed = (mixed ^ mixed >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        int hash = (int) (mixed >>> 32 ^ mixed >>> 16);
        int near = strewn ? hash : (hash << NEAR_BITS) | ((int) (key >>> (64 - step)) & (1 << NEAR_BITS) - 1);
        return near & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    /** True when the prefix of that number holds, equals or lies inside the given one. */
    boolean overlaps(int number, long high, long low, int length) {
        return PrefixBits.overlap(high(number), low(number), length(number), high, low, length);
    }
}
