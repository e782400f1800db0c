/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One peer's routes for many prefixes of one {@link Block}, without path identifiers: which rows have a route (128 bits),
 * at which of these a run begins (128 bits), then a word of three bytes for each run. A run is of rows with a route, one
 * after the other, whose words are equal; rows without one between them do not end it. Neighbouring prefixes often are
 * of one origin, so a word serves two and more of them.
 *
 * <p>A column is such an array of bytes; what adds to it or takes from it gives the array that holds the result, which is
 * the same as long as there is room. So a route that comes and goes allocates nothing. Tested by {@code RunsTest}.
 */
final class Runs {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int HELD = 0;
    private static final int STARTS = 16;
    private static final int WORDS = 32;
    private static final int WORD = 3;
    /** No row. */
    static final int END = Block.ROWS;

    private Runs() {}

    static byte[] empty(int runs) {
        return new byte[length(runs)];
    }

    private static int length(int runs) {
        // A word is read with the byte behind it, and objects begin at multiples of eight bytes.
        return (WORDS + WORD * runs + 1 + 7) & ~7;
    }

    private static long bits(byte[] runs, int which, int half) {
        return (long) LONG.get(runs, which + 8 * half);
    }

    private static void bits(byte[] runs, int which, int half, long bits) {
        LONG.set(runs, which + 8 * half, bits);
    }

    private static boolean has(byte[] runs, int which, int row) {
        return (bits(runs, which, row >> 6) >>> row & 1) != 0;
    }

    private static void set(byte[] runs, int which, int row) {
        bits(runs, which, row >> 6, bits(runs, which, row >> 6) | (1L << row));
    }

    private static void clear(byte[] runs, int which, int row) {
        bits(runs, which, row >> 6, bits(runs, which, row >> 6) & ~(1L << row));
    }

    /** How many there are before a row. */
    private static int before(byte[] runs, int which, int row) {
        long first = bits(runs, which, 0);
        long second = bits(runs, which, 1);
        if (row < Long.SIZE) {
            return Long.bitCount(first & ((1L << row) - 1));
        }
        return Long.bitCount(first)
                + (row == Block.ROWS ? Long.bitCount(second) : Long.bitCount(second & ((1L << row) - 1)));
    }

    private static int word(byte[] runs, int run) {
        return (int) INT.get(runs, WORDS + WORD * run) & Cells.WORD;
    }

    private static void word(byte[] runs, int run, int word) {
        int at = WORDS + WORD * run;
        runs[at] = (byte) word;
        runs[at + 1] = (byte) (word >> 8);
        runs[at + 2] = (byte) (word >> 16);
    }

    /** Number of runs. */
    static int count(byte[] runs) {
        return before(runs, STARTS, Block.ROWS);
    }

    /** Number of routes. */
    static int size(byte[] runs) {
        return before(runs, HELD, Block.ROWS);
    }

    private static int room(byte[] runs) {
        return (runs.length - WORDS - 1) / WORD;
    }

    /** The first row from that one on that has a route, or {@link #END}. */
    static int next(byte[] runs, int row) {
        if (row < Long.SIZE) {
            long first = bits(runs, HELD, 0) & (-1L << row);
            if (first != 0) {
                return Long.numberOfTrailingZeros(first);
            }
        }
        long second = row >= END ? 0 : bits(runs, HELD, 1) & (row <= Long.SIZE ? -1L : -1L << row);
        return second == 0 ? END : Long.SIZE + Long.numberOfTrailingZeros(second);
    }

    /** The word of a row, or {@link Cells#NONE}. */
    static int get(byte[] runs, int row) {
        return has(runs, HELD, row) ? word(runs, before(runs, STARTS, row + 1) - 1) : Cells.NONE;
    }

    /** Gives a row a word. */
    static byte[] put(byte[] runs, int row, int word) {
        if (has(runs, HELD, row)) {
            if (get(runs, row) == word) {
                return runs;
            }
            take(runs, row);
        }
        byte[] target = withRoom(runs);
        add(target, row, word);
        return target;
    }

    /** Takes a row's word away. */
    static byte[] remove(byte[] runs, int row) {
        take(runs, row);
        return trimmed(runs);
    }

    /** A route may begin a run and split another one. */
    private static byte[] withRoom(byte[] runs) {
        int count = count(runs);
        return count + 2 <= room(runs) ? runs : Arrays.copyOf(runs, length(count + 2 + (count >> 3)));
    }

    private static byte[] trimmed(byte[] runs) {
        int count = count(runs);
        int wanted = count + 2 + (count >> 3);
        return room(runs) - (room(runs) >> 2) > wanted + 2 ? Arrays.copyOf(runs, length(wanted)) : runs;
    }

    private static void take(byte[] runs, int row) {
        int next = next(runs, row + 1);
        clear(runs, HELD, row);
        if (!has(runs, STARTS, row)) {
            return;
        }
        clear(runs, STARTS, row);
        int run = before(runs, STARTS, row);
        if (next < END && !has(runs, STARTS, next)) {
            set(runs, STARTS, next);
            return;
        }
        if (next < END) {
            shiftWords(runs, run + 1, count(runs) + 1, -1);
            mergeAt(runs, next);
        }
    }

    private static void add(byte[] runs, int row, int word) {
        int run = before(runs, STARTS, row);
        int count = count(runs);
        int next = next(runs, row);
        set(runs, HELD, row);
        if (run > 0 && word(runs, run - 1) == word) {
            mergeAt(runs, next);
            return;
        }
        boolean splits = next < END && !has(runs, STARTS, next);
        if (next < END && !splits && word(runs, run) == word) {
            clear(runs, STARTS, next);
            set(runs, STARTS, row);
            return;
        }
        if (splits) {
            shiftWords(runs, run, count, 2);
            word(runs, run + 1, word(runs, run - 1));
            set(runs, STARTS, next);
        } else {
            shiftWords(runs, run, count, 1);
        }
        word(runs, run, word);
        set(runs, STARTS, row);
    }

    /** Where a run begins with the word of the one before, both are one. */
    private static void mergeAt(byte[] runs, int row) {
        if (row == END || !has(runs, STARTS, row)) {
            return;
        }
        int run = before(runs, STARTS, row);
        if (run > 0 && word(runs, run - 1) == word(runs, run)) {
            shiftWords(runs, run + 1, count(runs), -1);
            clear(runs, STARTS, row);
        }
    }

    private static void shiftWords(byte[] runs, int from, int to, int by) {
        System.arraycopy(runs, WORDS + WORD * from, runs, WORDS + WORD * (from + by), WORD * (to - from));
    }

    /** The same rows, all of word 0. */
    static byte[] withoutWords(byte[] runs) {
        byte[] copy = Arrays.copyOf(runs, length(2));
        bits(copy, STARTS, 0, 0);
        bits(copy, STARTS, 1, 0);
        set(copy, STARTS, next(copy, 0));
        word(copy, 0, 0);
        return copy;
    }

    /** Sets the mark of all that have a number. */
    static void mark(byte[] runs) {
        boolean mixed = false;
        for (int run = count(runs) - 1; run >= 0; run--) {
            int word = word(runs, run);
            mixed |= (word & Cells.MARK) != 0;
            word(runs, run, Cells.marked(word));
        }
        if (mixed) {
            for (int row = next(runs, 0); row < END; row = next(runs, row + 1)) {
                mergeAt(runs, row);
            }
        }
    }

    /** Moves the rows from that one on by one up, or down onto a row without a route. */
    static void shift(byte[] runs, int from, int by) {
        shiftBits(runs, HELD, from, by);
        shiftBits(runs, STARTS, from, by);
    }

    private static void shiftBits(byte[] runs, int which, int from, int by) {
        long first = bits(runs, which, 0);
        long second = bits(runs, which, 1);
        long stays = from < Long.SIZE ? (1L << from) - 1 : -1L;
        long staysAbove = from < Long.SIZE ? 0 : (1L << from) - 1;
        long moves = first & ~stays;
        long movesAbove = second & ~staysAbove;
        boolean up = by > 0;
        bits(runs, which, 0, (first & stays) | (up ? moves << 1 : (moves >>> 1) | (movesAbove << 63)));
        bits(runs, which, 1, (second & staysAbove) | (up ? (movesAbove << 1) | (moves >>> 63) : movesAbove >>> 1));
    }

    /** The routes of rows from {@code from} to before {@code to}, counted from there, in a column of their own. */
    static byte[] part(byte[] runs, int from, int to) {
        int first = Math.max(0, before(runs, STARTS, from + 1) - 1);
        int end = before(runs, STARTS, to);
        byte[] part = empty(Math.max(0, end - first) + 2);
        for (int row = next(runs, from); row < to; row = next(runs, row + 1)) {
            add(part, row - from, get(runs, row));
        }
        return part;
    }
}
