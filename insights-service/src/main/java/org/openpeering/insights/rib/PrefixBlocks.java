/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * The prefixes of one family in order, in {@link Block}s, whose first prefixes lie side by side for the search. A
 * position is the number of the block, then 8 bits of row; it holds until a row is added or removed.
 *
 * <p>A block that is full is halved, or, when what comes is behind its last prefix, followed by a new one: so a table
 * that is sent in order fills its blocks. One that has become small joins a neighbour that has room.
 */
final class PrefixBlocks {
    static final long NOWHERE = -1;
    private static final int ROW_BITS = 8;
    /** Of IPv4 networks: 12 bits. */
    private static final int BEGINNINGS = 1 << 12;

    private static final int SMALL = Block.ROWS / 4;
    private static final int JOINED = Block.ROWS / 4 * 3;

    private final boolean wide;
    private @Nullable Block[] blocks = new Block[8];
    private long[] firsts = new long[8];
    /** For each beginning of an IPv4 network, how many blocks start with a lesser one: where the search of it begins. */
    private final int[] starts;

    private int count;
    private int size;
    /** Where the last search ended; only a guess. */
    private int last;

    PrefixBlocks(Family family) {
        wide = family == Family.IPV6;
        starts = new int[wide ? 0 : BEGINNINGS + 1];
    }

    int size() {
        return size;
    }

    int count() {
        return count;
    }

    Block block(int number) {
        return Objects.requireNonNull(blocks[number]);
    }

    static int block(long position) {
        return (int) (position >>> ROW_BITS);
    }

    static int row(long position) {
        return (int) position & (1 << ROW_BITS) - 1;
    }

    private static long position(int block, int row) {
        return (long) block << ROW_BITS | row;
    }

    /** The position of a prefix, or {@link #NOWHERE}. */
    long find(long high, long low, int length) {
        if (count == 0) {
            return NOWHERE;
        }
        long key = Block.key(wide, high, length);
        int number = holder(key, low, length);
        Block block = block(number);
        int row = block.place(key, low, length);
        return block.holds(row, key, low, length) ? position(number, row) : NOWHERE;
    }

    /** The position of the first prefix that is not less, or {@link #NOWHERE}. */
    long ceiling(long high, long low, int length) {
        if (count == 0) {
            return NOWHERE;
        }
        long key = Block.key(wide, high, length);
        int number = holder(key, low, length);
        int row = block(number).place(key, low, length);
        return settled(number, row);
    }

    private long settled(int number, int row) {
        if (row < block(number).size()) {
            return position(number, row);
        }
        return number + 1 < count ? position(number + 1, 0) : NOWHERE;
    }

    long next(long position) {
        return settled(block(position), row(position) + 1);
    }

    /** The position of the last prefix that is not greater, or {@link #NOWHERE}. */
    long floor(long high, long low, int length) {
        if (count == 0) {
            return NOWHERE;
        }
        long key = Block.key(wide, high, length);
        int number = holder(key, low, length);
        Block block = block(number);
        int row = block.place(key, low, length);
        int at = block.holds(row, key, low, length) ? row : row - 1;
        return at < 0 ? NOWHERE : position(number, at);
    }

    /** The position of the prefix, which is added if need be; a row without cells is for the caller to fill. */
    long put(long high, long low, int length) {
        long key = Block.key(wide, high, length);
        if (count == 0) {
            add(0, new Block(wide), key);
        }
        int number = holder(key, low, length);
        Block block = block(number);
        int row = block.place(key, low, length);
        if (block.holds(row, key, low, length)) {
            return position(number, row);
        }
        if (block.size() == Block.ROWS) {
            if (row == Block.ROWS) {
                add(++number, new Block(wide), key);
                row = 0;
            } else {
                Block right = block.split(Block.ROWS / 2);
                add(number + 1, right, right.key(0));
                if (row > Block.ROWS / 2) {
                    number++;
                    row -= Block.ROWS / 2;
                }
            }
        }
        block(number).insertRow(row, key, low, length);
        startWith(number, block(number).key(0));
        size++;
        last = number;
        return position(number, row);
    }

    /** The block that has the prefix or would take it. */
    private int holder(long key, long low, int length) {
        int guess = last;
        if (guess < count && !startsBehind(guess, key, low, length)) {
            if (guess + 1 == count || startsBehind(guess + 1, key, low, length)) {
                return guess;
            }
            if (guess + 2 == count || startsBehind(guess + 2, key, low, length)) {
                last = guess + 1;
                return guess + 1;
            }
        }
        int from = 0;
        int to = count;
        if (!wide) {
            int beginning = beginning(key);
            from = starts[beginning];
            to = starts[beginning + 1];
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (startsBehind(middle, key, low, length)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        last = Math.max(0, from - 1);
        return last;
    }

    private boolean startsBehind(int number, long key, long low, int length) {
        int order = Long.compareUnsigned(firsts[number], key);
        if (order != 0 || !wide) {
            return order > 0;
        }
        return block(number).compare(0, key, low, length) > 0;
    }

    private void add(int number, Block block, long first) {
        if (count == blocks.length) {
            resize(count + (count >> 2) + 4);
        }
        System.arraycopy(blocks, number, blocks, number + 1, count - number);
        System.arraycopy(firsts, number, firsts, number + 1, count - number);
        blocks[number] = block;
        firsts[number] = first;
        count++;
        counted(first, 1);
    }

    private static int beginning(long key) {
        return (int) (key >>> 52);
    }

    private void counted(long first, int more) {
        for (int i = wide ? starts.length : beginning(first) + 1; i < starts.length; i++) {
            starts[i] += more;
        }
    }

    private void startWith(int number, long first) {
        if (firsts[number] != first) {
            counted(firsts[number], -1);
            counted(first, 1);
            firsts[number] = first;
        }
    }

    private void remove(int number) {
        counted(firsts[number], -1);
        System.arraycopy(blocks, number + 1, blocks, number, count - number - 1);
        System.arraycopy(firsts, number + 1, firsts, number, count - number - 1);
        blocks[--count] = null;
        if (count < blocks.length / 2 - 4) {
            resize(count + (count >> 2) + 4);
        }
    }

    private void resize(int room) {
        blocks = Arrays.copyOf(blocks, room);
        firsts = Arrays.copyOf(firsts, room);
    }

    /** Removes a row if it has no cells left. */
    void prune(long position) {
        Block block = block(block(position));
        if (!block.used(row(position))) {
            block.removeRow(row(position));
            size--;
            settle(block(position));
        }
    }

    /** Removes the rows of a block that have no cells left. */
    void prune(int number) {
        Block block = block(number);
        int before = block.size();
        for (int row = before - 1; row >= 0; row--) {
            if (!block.used(row)) {
                block.removeRow(row);
            }
        }
        if (block.size() < before) {
            size -= before - block.size();
            settle(number);
        }
    }

    private void settle(int number) {
        int left = block(number).size();
        if (left == 0) {
            remove(number);
            return;
        }
        startWith(number, block(number).key(0));
        if (left > SMALL) {
            return;
        }
        if (canJoin(number)) {
            join(number);
        } else if (canJoin(number - 1)) {
            join(number - 1);
        }
    }

    private boolean canJoin(int number) {
        return number >= 0
                && number + 1 < count
                && block(number).size() + block(number + 1).size() <= JOINED
                && block(number).joins(block(number + 1));
    }

    private void join(int number) {
        block(number).join(block(number + 1));
        remove(number + 1);
    }

    /** Memory. */
    long bytes() {
        long bytes = 12L * blocks.length + 4L * starts.length;
        for (int i = 0; i < count; i++) {
            bytes += block(i).bytes();
        }
        return bytes;
    }
}
