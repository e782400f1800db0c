/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * How many different AS paths there were (HyperLogLog, 1,024 registers): some dozens are counted almost exactly, many with a
 * standard error of 3 %. The sketch of a whole is the merged sketches of its parts. Only the first path allocates anything.
 *
 * <p>Its bytes are a version, and for each register that is not empty a number of seven bits at a time, the lowest first: the
 * distance from the register before, shifted by six bits, and the rank.
 */
public final class PathSketch {
    static final int REGISTERS = 1024;

    /** A version, and a number of two bytes for each register at most. */
    static final int MOST_BYTES = 1 + 2 * REGISTERS;

    private static final byte VERSION = 1;
    private static final int INDEX_BITS = 10;
    private static final int RANK_BITS = 6;
    private static final int RANKS = (1 << RANK_BITS) - 1;
    private static final int HIGHEST = Long.SIZE - INDEX_BITS + 1;

    private static final byte[] NONE = new byte[REGISTERS];

    /** The shared {@link #NONE} until there is one: many prefixes have no path in a minute. */
    private byte[] ranks = NONE;

    private boolean empty = true;

    /** @param hash of a path, spread or not */
    public void add(long hash) {
        long spread = spread(hash);
        int register = (int) (spread >>> (Long.SIZE - INDEX_BITS));
        byte rank = (byte) (Math.min(Long.numberOfLeadingZeros(spread << INDEX_BITS), Long.SIZE - INDEX_BITS) + 1);
        raise(register, rank);
    }

    /** Every bit of the hash moves about half of them. */
    private static long spread(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    @SuppressWarnings("ReferenceEquality")
    private void raise(int register, int rank) {
        if (rank > ranks[register]) {
            if (ranks == NONE) {
                ranks = new byte[REGISTERS];
            }
            ranks[register] = (byte) rank;
            empty = false;
        }
    }

    public void add(PathSketch other) {
        for (int i = 0; i < REGISTERS; i++) {
            raise(i, other.ranks[i]);
        }
    }

    public void clear() {
        if (!empty) {
            Arrays.fill(ranks, (byte) 0);
            empty = true;
        }
    }

    public long count() {
        double sum = 0;
        int none = 0;
        for (byte rank : ranks) {
            sum += 1.0 / (1L << rank);
            none += rank == 0 ? 1 : 0;
        }
        double estimate = 0.7213 / (1 + 1.079 / REGISTERS) * REGISTERS * REGISTERS / sum;
        return Math.round(
                estimate <= 2.5 * REGISTERS && none > 0 ? REGISTERS * Math.log((double) REGISTERS / none) : estimate);
    }

    public byte[] bytes() {
        if (empty) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        bytes.write(VERSION);
        int before = 0;
        for (int i = 0; i < REGISTERS; i++) {
            if (ranks[i] > 0) {
                int number = (i - before) << RANK_BITS | ranks[i];
                before = i;
                for (; number > 0x7F; number >>>= 7) {
                    bytes.write(number | 0x80);
                }
                bytes.write(number);
            }
        }
        return bytes.toByteArray();
    }

    /** Adds what {@link #bytes} wrote. */
    public void add(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (bytes[0] != VERSION) {
            throw new IllegalArgumentException("paths of version " + bytes[0]);
        }
        int register = 0;
        for (int at = 1; at < bytes.length; ) {
            int number = 0;
            int shift = 0;
            int octet;
            do {
                if (at == bytes.length || shift > 21) {
                    throw new IllegalArgumentException("paths that do not end where a number does");
                }
                octet = bytes[at++];
                number |= (octet & 0x7F) << shift;
                shift += 7;
            } while (octet < 0);
            register += number >>> RANK_BITS;
            if (register >= REGISTERS) {
                throw new IllegalArgumentException("paths beyond the registers");
            }
            int rank = number & RANKS;
            if (rank > HIGHEST) {
                throw new IllegalArgumentException("a rank beyond " + HIGHEST);
            }
            raise(register, rank);
        }
    }
}
