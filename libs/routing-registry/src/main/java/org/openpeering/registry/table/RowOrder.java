/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.table;

/** Sorts the numbers of rows that stand in several columns. Stable: equal rows keep their order. */
public final class RowOrder {
    private static final int RUN = 8;

    private RowOrder() {}

    /** Compares two rows by their numbers. */
    public interface RowComparator {
        int compare(int row, int other);
    }

    /** The rows 0 to {@code size} - 1 in order, by a merge sort. */
    public static int[] of(int size, RowComparator comparator) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int from = 0; from < size; from += RUN) {
            insertionSort(order, from, Math.min(from + RUN, size), comparator);
        }
        int[] source = order;
        int[] target = new int[size];
        for (long width = RUN; width < size; width *= 2) {
            for (long from = 0; from < size; from += 2 * width) {
                merge(
                        source,
                        target,
                        (int) from,
                        (int) Math.min(from + width, size),
                        (int) Math.min(from + 2 * width, size),
                        comparator);
            }
            int[] sorted = target;
            target = source;
            source = sorted;
        }
        return source;
    }

    private static void insertionSort(int[] order, int from, int to, RowComparator comparator) {
        for (int i = from + 1; i < to; i++) {
            int row = order[i];
            int at = i;
            for (; at > from && comparator.compare(order[at - 1], row) > 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = row;
        }
    }

    private static void merge(int[] source, int[] target, int from, int middle, int to, RowComparator comparator) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean takeLeft = left < middle && (right >= to || comparator.compare(source[left], source[right]) <= 0);
            target[at] = takeLeft ? source[left++] : source[right++];
        }
    }
}
