/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One peer's routes for the prefixes of one {@link Block}: a sorted array of cells. A cell is, from the top, the row (7
 * bits), the path identifier (32), a mark (1) and the number of the attributes (23). While no route has a path
 * identifier the array is an {@code int[]} of cells without them, then a {@code long[]}: four or eight bytes a route,
 * however few or many of the block's prefixes the peer has. A dozen and more without path identifiers are {@link Runs},
 * a {@code byte[]}: less than that where neighbours are alike.
 *
 * <p>Room at the end is filled with {@link #FREE}, which sorts behind every cell. It is what growing leaves, an eighth,
 * and at most what is left when a third has gone; so a route that comes and goes allocates nothing.
 */
final class Cells {
    static final long FREE = -1;
    /** Mark and number: what is known of a route. */
    static final int WORD = 0xFF_FFFF;

    static final int MARK = 0x80_0000;
    static final int NUMBER = 0x7F_FFFF;
    /** Where there is no cell. */
    static final int NONE = -1;

    /** From so many cells on without path identifiers they are {@link Runs}, until so few are left. */
    private static final int MANY = 12;

    private static final int FEW = 8;
    private static final int WORD_BITS = 24;
    private static final int ROW_SHIFT = 56;

    private Cells() {}

    /** The least cell of a row and path identifier. */
    static long key(int row, int pathId) {
        return (long) row << ROW_SHIFT | (pathId & 0xFFFF_FFFFL) << WORD_BITS;
    }

    /** Less than every cell behind that one and greater than it. */
    static long after(long cell) {
        return cell | WORD;
    }

    static int row(long cell) {
        return (int) (cell >>> ROW_SHIFT);
    }

    static int pathId(long cell) {
        return (int) (cell >>> WORD_BITS);
    }

    static int word(long cell) {
        return (int) cell & WORD;
    }

    static int marked(int word) {
        return (word & NUMBER) == 0 ? word : word | MARK;
    }

    private static int length(@Nullable Object column) {
        return column == null ? 0 : column instanceof int[] narrow ? narrow.length : ((long[]) column).length;
    }

    /** The first cell that is not less than a {@link #key} or what is {@link #after} a cell, else {@link #FREE}. */
    static long ceiling(@Nullable Object column, long key) {
        if (column instanceof byte[] runs) {
            int row = Runs.next(runs, firstRow(key));
            return row == Runs.END ? FREE : key(row, 0) | Runs.get(runs, row);
        }
        return at(column, place(column, key));
    }

    /** The first row whose cell without path identifier is not less. */
    private static int firstRow(long key) {
        return key << (Long.SIZE - ROW_SHIFT) == 0 ? row(key) : row(key) + 1;
    }

    /** The cell at that place, {@link #FREE} if there is none. */
    private static long at(@Nullable Object column, int place) {
        if (column instanceof int[] narrow) {
            return place < narrow.length ? wide(narrow[place]) : FREE;
        }
        return column instanceof long[] cells && place < cells.length ? cells[place] : FREE;
    }

    private static long wide(int cell) {
        return cell == (int) FREE ? FREE : ((long) (cell >>> WORD_BITS) << ROW_SHIFT) | (cell & WORD);
    }

    private static int narrow(long cell) {
        return row(cell) << WORD_BITS | word(cell);
    }

    private static void set(Object column, int place, long cell) {
        if (column instanceof int[] narrow) {
            narrow[place] = cell == FREE ? (int) FREE : narrow(cell);
        } else {
            ((long[]) column)[place] = cell;
        }
    }

    /** Where the {@link #ceiling} is. */
    private static int place(@Nullable Object column, long key) {
        if (column instanceof int[] narrow) {
            return place(narrow, firstRow(key));
        }
        if (!(column instanceof long[] cells)) {
            return 0;
        }
        int low = 0;
        int high = cells.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(cells[middle], key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int place(int[] cells, int row) {
        // A peer that has every prefix has this one at its own place.
        if (row < cells.length && cells[row] >>> WORD_BITS == row && cells[row] != (int) FREE) {
            return row;
        }
        int low = 0;
        int high = Math.min(row, cells.length);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[middle] != (int) FREE && cells[middle] >>> WORD_BITS < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static boolean matches(long cell, long key) {
        return cell != FREE && (cell ^ key) >>> WORD_BITS == 0;
    }

    /** The word of that row and path identifier, or {@link #NONE}. */
    static int get(@Nullable Object column, long key) {
        if (column instanceof byte[] runs) {
            return pathId(key) == 0 ? Runs.get(runs, row(key)) : NONE;
        }
        long cell = at(column, place(column, key));
        return matches(cell, key) ? word(cell) : NONE;
    }

    /** Gives that row and path identifier a word; returns the column that has it. */
    static Object put(@Nullable Object column, long key, int word) {
        if (column instanceof byte[] runs) {
            return pathId(key) == 0 ? Runs.put(runs, row(key), word) : put(widened(narrowed(runs)), key, word);
        }
        int place = place(column, key);
        long cell = at(column, place);
        if (column != null && matches(cell, key)) {
            set(column, place, key | word);
            return column;
        }
        return insert(column, place, key | word);
    }

    /** Takes a cell that is there away; returns the column without it, null when that is empty. */
    static @Nullable Object remove(Object column, long key) {
        if (column instanceof byte[] runs) {
            return sparse(Runs.remove(runs, row(key)));
        }
        int place = place(column, key);
        int length = length(column);
        System.arraycopy(column, place + 1, column, place, length - place - 1);
        set(column, length - 1, FREE);
        return trimmed(column);
    }

    private static @Nullable Object sparse(byte[] runs) {
        int size = Runs.size(runs);
        return size == 0 ? null : size < FEW ? narrowed(runs) : runs;
    }

    private static int[] narrowed(byte[] runs) {
        int[] cells = new int[Runs.size(runs)];
        int row = 0;
        for (int i = 0; i < cells.length; i++, row++) {
            row = Runs.next(runs, row);
            cells[i] = row << WORD_BITS | Runs.get(runs, row);
        }
        return cells;
    }

    private static byte[] runs(int[] cells, int used) {
        byte[] runs = Runs.empty(used);
        for (int i = 0; i < used; i++) {
            runs = Runs.put(runs, cells[i] >>> WORD_BITS, cells[i] & WORD);
        }
        return runs;
    }

    /** Cells of the same rows and path identifiers with word 0. */
    static Object withoutWords(Object column) {
        if (column instanceof byte[] runs) {
            return Runs.withoutWords(runs);
        }
        Object copy = copy(column, used(column), length(column));
        long cell;
        for (int i = 0; (cell = at(copy, i)) != FREE; i++) {
            set(copy, i, cell & ~(long) WORD);
        }
        return copy;
    }

    /** Adds to a number for each row as often as it has a cell. */
    static void count(@Nullable Object column, int[] counts, int each) {
        if (column instanceof byte[] runs) {
            for (int row = Runs.next(runs, 0); row < Runs.END; row = Runs.next(runs, row + 1)) {
                counts[row] += each;
            }
            return;
        }
        long cell;
        for (int i = 0; (cell = at(column, i)) != FREE; i++) {
            counts[row(cell)] += each;
        }
    }

    /** Sets the mark of all cells that have a number. */
    static void mark(@Nullable Object column) {
        if (column instanceof byte[] runs) {
            Runs.mark(runs);
        } else if (column instanceof int[] narrow) {
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] |= (narrow[i] & NUMBER) == 0 ? 0 : MARK;
            }
        } else if (column instanceof long[] cells) {
            for (int i = 0; i < cells.length; i++) {
                cells[i] |= (cells[i] & NUMBER) == 0 ? 0 : MARK;
            }
        }
    }

    /** Adds a cell at the place where it belongs; returns the column that has it. */
    private static Object insert(@Nullable Object column, int place, long cell) {
        Object cells = column;
        if (cells == null) {
            cells = pathId(cell) == 0 ? new int[0] : new long[0];
        } else if (pathId(cell) != 0 && cells instanceof int[] narrow) {
            cells = widened(narrow);
        }
        int length = length(cells);
        Object target = cells;
        if (length == 0 || at(cells, length - 1) != FREE) {
            if (cells instanceof int[] narrow && length >= MANY) {
                return Runs.put(runs(narrow, length), row(cell), word(cell));
            }
            target = copy(cells, length, roomFor(length + 1));
        }
        System.arraycopy(target, place, target, place + 1, length(target) - place - 1);
        set(target, place, cell);
        return target;
    }

    /** The same cells in less room if much of it is free. */
    private static @Nullable Object trimmed(Object column) {
        if (at(column, 0) == FREE) {
            return null;
        }
        int length = length(column);
        int bound = length - length / 3 - 2;
        return bound > 0 && at(column, bound) == FREE ? compact(column) : column;
    }

    private static Object compact(Object column) {
        int used = used(column);
        return copy(column, used, roomFor(used));
    }

    private static int roomFor(int cells) {
        return cells + (cells >> 3);
    }

    /** Number of cells. */
    private static int used(@Nullable Object column) {
        int low = 0;
        int high = length(column);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(column, middle) != FREE) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Object copy(Object column, int used, int length) {
        if (column instanceof int[] narrow) {
            int room = Math.min(length, Block.ROWS);
            int[] copy = Arrays.copyOf(narrow, room);
            Arrays.fill(copy, used, room, (int) FREE);
            return copy;
        }
        long[] copy = Arrays.copyOf((long[]) column, length);
        Arrays.fill(copy, used, length, FREE);
        return copy;
    }

    private static long[] widened(int[] narrow) {
        long[] cells = new long[narrow.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = wide(narrow[i]);
        }
        return cells;
    }

    /** Moves the cells from a row on by one row up, or down onto a row without cells. */
    static void shift(@Nullable Object column, int from, int by) {
        if (column instanceof byte[] runs) {
            Runs.shift(runs, from, by);
        } else {
            move(column, from, by);
        }
    }

    private static void move(@Nullable Object column, int from, int by) {
        int length = length(column);
        int start = place(column, key(from, 0));
        if (column instanceof int[] narrow) {
            for (int i = start; i < length && narrow[i] != (int) FREE; i++) {
                narrow[i] += by << WORD_BITS;
            }
        } else if (column instanceof long[] cells) {
            for (int i = start; i < length && cells[i] != FREE; i++) {
                cells[i] += (long) by << ROW_SHIFT;
            }
        }
    }

    /** The cells of rows from {@code from} to before {@code to}, counted from there, as a column of their own. */
    static @Nullable Object part(@Nullable Object column, int from, int to) {
        if (column instanceof byte[] runs) {
            return sparse(Runs.part(runs, from, to));
        }
        int start = place(column, key(from, 0));
        int end = to == Block.ROWS ? used(column) : place(column, key(to, 0));
        if (column == null || start == end) {
            return null;
        }
        int count = end - start;
        Object part = column instanceof int[] ? new int[count] : new long[count];
        System.arraycopy(column, start, part, 0, count);
        move(part, from, -from);
        return part;
    }

    /** The cells of one and, that many rows further, of another column. */
    static @Nullable Object joined(@Nullable Object first, @Nullable Object second, int rows) {
        Object joined = first;
        long up = key(rows, 0);
        for (long cell = ceiling(second, 0); cell != FREE; cell = ceiling(second, after(cell))) {
            joined = put(joined, (cell & ~(long) WORD) + up, word(cell));
        }
        return joined;
    }

    /** Memory, with the head of the array. */
    static int bytes(@Nullable Object column) {
        return column == null
                ? 0
                : 16
                        + switch (column) {
                            case byte[] runs -> runs.length;
                            case int[] narrow -> Integer.BYTES * narrow.length;
                            default -> Long.BYTES * ((long[]) column).length;
                        };
    }
}
