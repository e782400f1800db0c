/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers, each once, and the place of each in the order in which they came. The hash has a secret of its own, so that no
 * path can be made to fill one corner on purpose.
 */
final class LongIndex {
    static final int NONE = -1;

    private final long secret = ThreadLocalRandom.current().nextLong() | 1;
    private final int most;
    private long[] keys = new long[64];
    /** Places + 1; 0 is free. Twice as many as keys at least. */
    private int[] slots = new int[128];

    private int size;

    /** @param most numbers that are taken */
    LongIndex(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    long key(int place) {
        return keys[place];
    }

    long[] keys() {
        return Arrays.copyOf(keys, size);
    }

    int find(long key) {
        int place = slots[slot(key)];
        return place - 1;
    }

    /** The place, which is new if it is what {@link #size} was; {@link #NONE}: there is no room for another. */
    int put(long key) {
        int slot = slot(key);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == most) {
            return NONE;
        }
        if (size == keys.length) {
            grow();
            slot = slot(key);
        }
        keys[size] = key;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        slots = new int[2 * keys.length];
        for (int place = 0; place < size; place++) {
            slots[slot(keys[place])] = place + 1;
        }
    }

    /** Where the key is, or would be. */
    private int slot(long key) {
        int mask = slots.length - 1;
        long mixed = (key ^ secret) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) ((mixed ^ mixed >>> 32) & mask);
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
