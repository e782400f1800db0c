/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.table;

import org.openpeering.contract.net.IpPrefix;

/**
 * Finds the rows of a sorted column: one binary search among the rows of each prefix length that occurs. A prefix may
 * stand in several rows, which then are neighbours.
 */
public final class PrefixIndex {
    private final PrefixRows rows;
    /** Rows of length n are those from {@code starts[n]} until before {@code starts[n + 1]}. */
    private final int[] starts;

    /** @param rows sorted by {@link PrefixRows#compare}; not to be changed any more */
    public PrefixIndex(PrefixRows rows) {
        this.rows = rows;
        this.starts = new int[rows.family().bits() + 2];
        for (int row = 0; row < rows.size(); row++) {
            starts[rows.length(row) + 1]++;
        }
        for (int length = 1; length < starts.length; length++) {
            starts[length] += starts[length - 1];
        }
    }

    /** Takes neighbouring rows of one prefix. */
    public interface RowsVisitor {
        /** @param to the row after the last */
        void rows(int from, int to);
    }

    public void exact(IpPrefix prefix, RowsVisitor visitor) {
        visit(PrefixRows.high(prefix), PrefixRows.low(prefix), prefix.length(), visitor);
    }

    /** The prefix itself and every less specific one, the shortest first. */
    public void covering(IpPrefix prefix, RowsVisitor visitor) {
        long high = PrefixRows.high(prefix);
        long low = PrefixRows.low(prefix);
        for (int length = 0; length <= prefix.length(); length++) {
            if (starts[length] < starts[length + 1]) {
                visit(high & mask(length), low & mask(length - 64), length, visitor);
            }
        }
    }

    /** The upper {@code bits} bits of a long. */
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    private void visit(long high, long low, int length, RowsVisitor visitor) {
        int from = starts[length];
        int end = starts[length + 1];
        for (int to = end; from < to; ) {
            int middle = (from + to) >>> 1;
            if (rows.compare(middle, high, low) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        int after = from;
        while (after < end && rows.compare(after, high, low) == 0) {
            after++;
        }
        if (after > from) {
            visitor.rows(from, after);
        }
    }
}
