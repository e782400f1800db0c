/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/** Pairs of networks that have been seen beside each other; immutable, eight bytes each, and bounded. */
public final class Links {
    /** Many more than a network's neighbours that lead to one prefix. */
    private static final int MOST = 512;

    public static final Links NONE = new Links(new long[0]);

    private final long[] sorted;

    private Links(long[] sorted) {
        this.sorted = sorted;
    }

    /** What {@link #numbers} gave. */
    public static Links of(List<Long> numbers) {
        return new Links(
                numbers.stream().mapToLong(Long::longValue).sorted().distinct().toArray());
    }

    public List<Long> numbers() {
        return LongStream.of(sorted).boxed().toList();
    }

    private static long number(Asn near, Asn far) {
        return near.value() << 32 | far.value();
    }

    boolean none() {
        return sorted.length == 0;
    }

    boolean has(Asn near, Asn far) {
        return Arrays.binarySearch(sorted, number(near, far)) >= 0;
    }

    /** Without those beyond the bound, which are called new then. */
    Links with(Asn near, Asn far) {
        int place = Arrays.binarySearch(sorted, number(near, far));
        if (place >= 0 || sorted.length >= MOST) {
            return this;
        }
        int at = -place - 1;
        long[] more = Arrays.copyOf(sorted, sorted.length + 1);
        System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
        more[at] = number(near, far);
        return new Links(more);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Links links && Arrays.equals(sorted, links.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
