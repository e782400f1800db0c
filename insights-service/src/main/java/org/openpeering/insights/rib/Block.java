/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.PrefixBits;

/**
 * Up to 128 prefixes of one family that are next to each other, in the order of their networks, the shorter of two equal
 * ones first; and the {@link Cells} of each peer for them. An IPv4 prefix is one long, its length in the low bits; an
 * IPv6 prefix two longs and a byte.
 */
final class Block {
    static final int ROWS = 128;
    private static final int FIRST = 8;

    private long[] keys;
    private final boolean wide;
    private long[] lows;
    private byte[] lengths;
    /** Cells of all columns for that row. */
    private int[] counts;

    private int size;
    private @Nullable Object[] columns = new Object[0];
    /** Memory of the columns. */
    private int weight;
    /** Columns of which all that they show has yet to be marked, a bit each; null if there are none. */
    private long @Nullable [] unmarked;

    Block(boolean wide) {
        this(wide, FIRST);
    }

    private Block(boolean wide, int room) {
        this.wide = wide;
        keys = new long[room];
        lows = new long[wide ? room : 0];
        lengths = new byte[wide ? room : 0];
        counts = new int[room];
    }

    int size() {
        return size;
    }

    /** The prefix in the form in which an IPv4 prefix is one long. */
    static long key(boolean wide, long high, int length) {
        return wide ? high : high | length;
    }

    long key(int row) {
        return keys[row];
    }

    long high(int row) {
        return wide ? keys[row] : keys[row] & 0xFFFF_FFFF_0000_0000L;
    }

    long low(int row) {
        return wide ? lows[row] : 0;
    }

    int length(int row) {
        return wide ? lengths[row] & 0xFF : (int) keys[row] & 0xFF;
    }

    boolean inside(int row, long high, long low, int length) {
        return length(row) >= length && PrefixBits.overlap(high(row), low(row), length(row), high, low, length);
    }

    boolean used(int row) {
        return counts[row] > 0;
    }

    /** Where the first prefix is that is not less. */
    int place(long key, long low, int length) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(middle, key, low, length) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    int compare(int row, long key, long low, int length) {
        int order = Long.compareUnsigned(keys[row], key);
        if (order != 0 || !wide) {
            return order;
        }
        order = Long.compareUnsigned(lows[row], low);
        return order != 0 ? order : Integer.compare(lengths[row] & 0xFF, length);
    }

    boolean holds(int row, long key, long low, int length) {
        return row < size && compare(row, key, low, length) == 0;
    }

    void insertRow(int row, long key, long low, int length) {
        if (size == keys.length) {
            resize(Math.min(ROWS, size + (size >> 2) + 4));
        }
        move(row, row + 1);
        keys[row] = key;
        if (wide) {
            lows[row] = low;
            lengths[row] = (byte) length;
        }
        counts[row] = 0;
        size++;
        shift(row, 1);
    }

    /** Removes a row without cells. */
    void removeRow(int row) {
        move(row + 1, row);
        size--;
        shift(row + 1, -1);
        if (size < keys.length / 2 - 4) {
            resize(size + (size >> 2) + 4);
        }
    }

    private void shift(int from, int by) {
        for (Object column : columns) {
            if (column != null && from < ROWS) {
                Cells.shift(column, from, by);
            }
        }
    }

    private void resize(int room) {
        keys = Arrays.copyOf(keys, room);
        counts = Arrays.copyOf(counts, room);
        if (wide) {
            lows = Arrays.copyOf(lows, room);
            lengths = Arrays.copyOf(lengths, room);
        }
    }

    private void move(int from, int to) {
        int count = size - from;
        System.arraycopy(keys, from, keys, to, count);
        System.arraycopy(counts, from, counts, to, count);
        if (wide) {
            System.arraycopy(lows, from, lows, to, count);
            System.arraycopy(lengths, from, lengths, to, count);
        }
    }

    /** Takes the rows from that one on away, into a block of their own. */
    Block split(int row) {
        int moved = size - row;
        Block right = new Block(wide, moved + (moved >> 2));
        right.copyRows(this, row, 0, moved);
        right.size = moved;
        right.unmarked = unmarked == null ? null : unmarked.clone();
        right.columns = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            right.set(i, Cells.part(columns[i], row, ROWS));
            set(i, Cells.part(columns[i], 0, row));
        }
        size = row;
        resize(row + (row >> 2));
        return right;
    }

    /** Whether the block that follows can be taken over: what is to be marked is so in both. */
    boolean joins(Block right) {
        return Arrays.equals(unmarked, right.unmarked);
    }

    /** Takes over all rows of the block that follows. */
    void join(Block right) {
        int joined = size + right.size;
        if (joined > keys.length) {
            resize(joined + (joined >> 2));
        }
        copyRows(right, 0, size, right.size);
        if (columns.length < right.columns.length) {
            columns = Arrays.copyOf(columns, right.columns.length);
        }
        for (int i = 0; i < right.columns.length; i++) {
            set(i, Cells.joined(columns[i], right.columns[i], size));
        }
        size = joined;
    }

    private void copyRows(Block source, int from, int to, int count) {
        System.arraycopy(source.keys, from, keys, to, count);
        System.arraycopy(source.counts, from, counts, to, count);
        if (wide) {
            System.arraycopy(source.lows, from, lows, to, count);
            System.arraycopy(source.lengths, from, lengths, to, count);
        }
    }

    /** All that the column shows is to be marked, later. */
    void markLater(int peer) {
        long[] bits = unmarked == null ? new long[1] : unmarked;
        int word = peer / Long.SIZE;
        unmarked = word < bits.length ? bits : Arrays.copyOf(bits, word + 1);
        unmarked[word] |= 1L << peer;
    }

    boolean anyToBeMarked() {
        return unmarked != null;
    }

    boolean toBeMarked(int peer) {
        int word = peer / Long.SIZE;
        return unmarked != null && word < unmarked.length && (unmarked[word] >>> peer & 1) != 0;
    }

    /** There is nothing to be marked any more. */
    void marked(int peer) {
        if (unmarked != null && toBeMarked(peer)) {
            unmarked[peer / Long.SIZE] &= ~(1L << peer);
            long left = 0;
            for (long bits : unmarked) {
                left |= bits;
            }
            unmarked = left == 0 ? null : unmarked;
        }
    }

    @Nullable
    Object column(int peer) {
        return peer < columns.length ? columns[peer] : null;
    }

    /** The word of a cell, or {@link Cells#NONE}. */
    int get(int peer, long key) {
        return Cells.get(column(peer), key);
    }

    /** Stores a word in a cell; returns the one before, or {@link Cells#NONE}. */
    int put(int peer, long key, int word) {
        Object column = column(peer);
        int before = Cells.get(column, key);
        if (peer >= columns.length) {
            columns = Arrays.copyOf(columns, peer + 1);
        }
        set(peer, Cells.put(column, key, word));
        counts[Cells.row(key)] += before == Cells.NONE ? 1 : 0;
        return before;
    }

    /** Removes a cell; returns its word, or {@link Cells#NONE}. The row stays. */
    int remove(int peer, long key) {
        Object column = column(peer);
        int before = Cells.get(column, key);
        if (column == null || before == Cells.NONE) {
            return Cells.NONE;
        }
        set(peer, Cells.remove(column, key));
        counts[Cells.row(key)]--;
        forgetEmpty(peer);
        return before;
    }

    /** Gives a column that is empty a cell of word 0 for each cell of another one. */
    void hide(int other, int peer) {
        Object column = column(other);
        if (column == null) {
            return;
        }
        if (peer >= columns.length) {
            columns = Arrays.copyOf(columns, peer + 1);
        }
        set(peer, Cells.withoutWords(column));
        Cells.count(column, counts, 1);
    }

    /** Removes a whole column, of which the caller has seen the cells. */
    void drop(int peer) {
        Object column = column(peer);
        marked(peer);
        Cells.count(column, counts, -1);
        if (column != null) {
            set(peer, null);
            forgetEmpty(peer);
        }
    }

    private void set(int peer, @Nullable Object column) {
        weight += Cells.bytes(column) - Cells.bytes(columns[peer]);
        columns[peer] = column;
    }

    /** The last columns, if they are empty. */
    private void forgetEmpty(int peer) {
        int used = columns.length;
        while (used > 0 && columns[used - 1] == null) {
            used--;
        }
        if (peer >= used && columns[peer] == null) {
            columns = Arrays.copyOf(columns, used);
        }
    }

    /** Memory. */
    long bytes() {
        return 144 + (long) keys.length * (wide ? 21 : 12) + 4L * columns.length + weight;
    }
}
