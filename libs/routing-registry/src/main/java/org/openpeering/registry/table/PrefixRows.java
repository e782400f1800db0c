/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.table;

import java.util.Arrays;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/**
 * A growing column of prefixes of one family; the order is by length, then by address. Addresses stand left-aligned in
 * 128 bits, so that both families are masked and compared alike; the lower half is not stored until a row needs it.
 */
public final class PrefixRows {
    private static final long[] ZERO = new long[0];

    private final Family family;
    private long[] high;
    private long[] low = ZERO;
    private byte[] length;
    private int size;

    public PrefixRows(Family family, int capacity) {
        this.family = family;
        this.high = new long[capacity];
        this.length = new byte[capacity];
    }

    public Family family() {
        return family;
    }

    public int size() {
        return size;
    }

    public void add(IpPrefix prefix) {
        add(high(prefix), low(prefix), prefix.length());
    }

    /** Adds a row of another column of the same family. */
    public void add(PrefixRows other, int row) {
        add(other.high[row], other.low(row), other.length(row));
    }

    private void add(long highBits, long lowBits, int bits) {
        if (size == high.length) {
            int capacity = grown(size);
            high = Arrays.copyOf(high, capacity);
            length = Arrays.copyOf(length, capacity);
        }
        if (lowBits != 0 || low.length > 0) {
            low = size < low.length ? low : Arrays.copyOf(low, high.length);
            low[size] = lowBits;
        }
        high[size] = highBits;
        length[size++] = (byte) bits;
    }

    /** The capacity to go to when {@code size} rows are full. */
    public static int grown(int size) {
        return Math.max(16, size + (size >> 1));
    }

    /** Gives back what was reserved for more rows. */
    public PrefixRows trim() {
        high = Arrays.copyOf(high, size);
        low = low.length > size ? Arrays.copyOf(low, size) : low;
        length = Arrays.copyOf(length, size);
        return this;
    }

    public int length(int row) {
        return length[row] & 0xFF;
    }

    public IpPrefix prefix(int row) {
        IpAddress network = family == Family.IPV4
                ? new IpAddress(family, 0, high[row] >>> 32)
                : new IpAddress(family, high[row], low(row));
        return new IpPrefix(network, length(row));
    }

    /** Orders a row of this column and one of another, or the same. */
    public int compare(int row, PrefixRows other, int otherRow) {
        int byLength = Integer.compare(length(row), other.length(otherRow));
        return byLength != 0 ? byLength : compare(row, other.high[otherRow], other.low(otherRow));
    }

    int compare(int row, long highBits, long lowBits) {
        int byHigh = Long.compareUnsigned(high[row], highBits);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low(row), lowBits);
    }

    private long low(int row) {
        return row < low.length ? low[row] : 0;
    }

    static long high(IpPrefix prefix) {
        IpAddress network = prefix.network();
        return network.family() == Family.IPV4 ? network.low() << 32 : network.high();
    }

    static long low(IpPrefix prefix) {
        return prefix.family() == Family.IPV4 ? 0 : prefix.network().low();
    }
}
