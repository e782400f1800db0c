/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.util.Arrays;
import java.util.OptionalLong;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.table.PrefixRows;
import org.openpeering.registry.table.RowOrder;

/** Which AS numbers have an {@code aut-num} object, 12 bytes each. */
final class AutNums {
    private int[] numbers = new int[16];
    private long[] digests = new long[16];
    private int size;

    void add(Asn asn, long digest) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, PrefixRows.grown(size));
            digests = Arrays.copyOf(digests, numbers.length);
        }
        numbers[size] = key(asn);
        digests[size++] = digest;
    }

    /** Unsigned order as signed order. */
    private static int key(Asn asn) {
        return (int) asn.value() ^ Integer.MIN_VALUE;
    }

    AutNums sorted() {
        AutNums result = new AutNums();
        result.numbers = new int[size];
        result.digests = new long[size];
        for (int row : RowOrder.of(size, (a, b) -> Integer.compare(numbers[a], numbers[b]))) {
            result.numbers[result.size] = numbers[row];
            result.digests[result.size++] = digests[row];
        }
        return result;
    }

    int size() {
        return size;
    }

    OptionalLong digest(Asn asn) {
        int row = Arrays.binarySearch(numbers, 0, size, key(asn));
        return row < 0 ? OptionalLong.empty() : OptionalLong.of(digests[row]);
    }
}
