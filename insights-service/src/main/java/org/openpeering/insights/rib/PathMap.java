/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

/**
 * From (prefix number, path identifier) to an attribute word, open addressing: for the peers that use ADD-PATH.
 * A word is never 0; 0 marks an empty slot.
 */
final class PathMap {
    private static final int FIRST = 256;

    private long[] keys = new long[FIRST];
    private int[] words = new int[FIRST];
    private int size;

    interface Visitor {
        void visit(int prefix, int pathId, int word);
    }

    /** Memory. */
    long bytes() {
        return (long) Long.BYTES * keys.length + (long) Integer.BYTES * words.length;
    }

    int size() {
        return size;
    }

    private static long key(int prefix, int pathId) {
        return ((long) prefix << 32) | (pathId & 0xFFFF_FFFFL);
    }

    int get(int prefix, int pathId) {
        return words[slot(key(prefix, pathId))];
    }

    /** Stores the word and returns the one before, 0 if there was none. */
    int put(int prefix, int pathId, int word) {
        long key = key(prefix, pathId);
        int slot = slot(key);
        int before = words[slot];
        keys[slot] = key;
        words[slot] = word;
        if (before == 0 && ++size > words.length / 3 * 2) {
            rehash();
        }
        return before;
    }

    int remove(int prefix, int pathId) {
        int gap = slot(key(prefix, pathId));
        int before = words[gap];
        if (before == 0) {
            return 0;
        }
        for (int slot = next(gap); words[slot] != 0; slot = next(slot)) {
            int distance = slot - home(keys[slot]) & words.length - 1;
            if (distance >= (slot - gap & words.length - 1)) {
                keys[gap] = keys[slot];
                words[gap] = words[slot];
                gap = slot;
            }
        }
        words[gap] = 0;
        size--;
        return before;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < words.length; slot++) {
            if (words[slot] != 0) {
                visitor.visit((int) (keys[slot] >>> 32), (int) keys[slot], words[slot]);
            }
        }
    }

    /** Sets {@code bits} in every word. */
    void mark(int bits) {
        for (int slot = 0; slot < words.length; slot++) {
            words[slot] |= words[slot] == 0 ? 0 : bits;
        }
    }

    private int slot(long key) {
        int slot = home(key);
        while (words[slot] != 0 && keys[slot] != key) {
            slot = next(slot);
        }
        return slot;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldWords = words;
        keys = new long[oldKeys.length * 2];
        words = new int[oldWords.length * 2];
        for (int i = 0; i < oldWords.length; i++) {
            if (oldWords[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                words[slot] = oldWords[i];
            }
        }
    }

    private int home(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 48) & words.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & words.length - 1;
    }
}
