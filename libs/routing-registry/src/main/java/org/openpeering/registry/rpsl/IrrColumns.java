/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.table.PrefixRows;
import org.openpeering.registry.table.RowOrder;

/** Route objects of one family in columns, 23 bytes each for IPv4. */
final class IrrColumns {
    private final PrefixRows prefixes;
    private int[] origin;
    private short[] source;
    private long[] digest;

    IrrColumns(Family family, int capacity) {
        this.prefixes = new PrefixRows(family, capacity);
        this.origin = new int[capacity];
        this.source = new short[capacity];
        this.digest = new long[capacity];
    }

    PrefixRows prefixes() {
        return prefixes;
    }

    void add(IpPrefix prefix, Asn newOrigin, int newSource, long newDigest) {
        int row = room();
        prefixes.add(prefix);
        set(row, (int) newOrigin.value(), (short) newSource, newDigest);
    }

    private void set(int row, int newOrigin, short newSource, long newDigest) {
        origin[row] = newOrigin;
        source[row] = newSource;
        digest[row] = newDigest;
    }

    private int room() {
        int row = prefixes.size();
        if (row == origin.length) {
            int capacity = PrefixRows.grown(row);
            origin = Arrays.copyOf(origin, capacity);
            source = Arrays.copyOf(source, capacity);
            digest = Arrays.copyOf(digest, capacity);
        }
        return row;
    }

    IrrColumns sorted() {
        int[] order = RowOrder.of(prefixes.size(), this::compare);
        IrrColumns result = new IrrColumns(prefixes.family(), order.length);
        for (int row : order) {
            int to = result.room();
            result.prefixes.add(prefixes, row);
            result.set(to, origin[row], source[row], digest[row]);
        }
        return result;
    }

    private int compare(int row, int other) {
        int byPrefix = prefixes.compare(row, prefixes, other);
        return byPrefix != 0 ? byPrefix : Integer.compareUnsigned(origin[row], origin[other]);
    }

    RouteObject object(int row, List<String> sources) {
        return new RouteObject(
                prefixes.prefix(row), new Asn(origin[row] & Asn.MAX), sources.get(source[row] & 0xFFFF), digest[row]);
    }
}
