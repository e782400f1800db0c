/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How round trips are distributed (DDSketch): a quantile is at most 1 % beside the exact one, and the sketch of a whole is
 * the merged sketches of its parts. Values are brought into the range, so there are never more than some 800 bins.
 *
 * <p>Its bytes are a version, the number of bins, and for each the distance from the bin before and the count, as
 * variable-length numbers: three to four bytes a bin.
 */
public final class Sketch {
    public static final double RELATIVE_ERROR = 0.01;
    public static final long LOWEST_MICROS = 10;
    public static final long HIGHEST_MICROS = 60_000_000;

    private static final byte VERSION = 1;
    private static final int LONGEST_NUMBER = 10;
    private static final IndexMapping BINS = new CubicallyInterpolatedMapping(RELATIVE_ERROR);

    private final DDSketch values = new DDSketch(BINS, UnboundedSizeDenseStore::new);

    public void add(long micros) {
        values.accept((double) within(micros));
    }

    /** The value as it counts. */
    public static long within(long micros) {
        return Math.clamp(micros, LOWEST_MICROS, HIGHEST_MICROS);
    }

    public void add(Sketch other) {
        values.mergeWith(other.values);
    }

    public long count() {
        return Math.round(values.getCount());
    }

    /** In microseconds; of an empty sketch there is none. */
    public double quantile(double q) {
        return values.getValueAtQuantile(q);
    }

    public byte[] bytes() {
        Store store = values.getPositiveValueStore();
        int[] bins = {0};
        store.forEach((index, count) -> bins[0] += count > 0 ? 1 : 0);
        ByteBuffer bytes = ByteBuffer.allocate(1 + LONGEST_NUMBER + bins[0] * 2 * LONGEST_NUMBER);
        bytes.put(VERSION);
        write(bytes, bins[0]);
        int before = 0;
        for (var each = store.getAscendingIterator(); each.hasNext(); ) {
            var bin = each.next();
            write(bytes, zigzag(bin.getIndex() - before));
            write(bytes, Math.round(bin.getCount()));
            before = bin.getIndex();
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Adds what {@link #bytes} wrote, once or several times one behind the other. */
    public void add(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        Store store = values.getPositiveValueStore();
        do {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("a sketch of version " + version);
            }
            int index = 0;
            for (long left = read(bytes); left > 0; left--) {
                index += unzigzag(read(bytes));
                store.add(index, read(bytes));
            }
        } while (bytes.hasRemaining());
    }

    private static void write(ByteBuffer bytes, long number) {
        long left = number;
        while (left > 127) {
            bytes.put((byte) ((left & 127) | 128));
            left >>>= 7;
        }
        bytes.put((byte) left);
    }

    private static long read(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & 127) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static long zigzag(int number) {
        return Integer.toUnsignedLong(number << 1 ^ number >> 31);
    }

    private static int unzigzag(long number) {
        int n = (int) number;
        return n >>> 1 ^ -(n & 1);
    }
}
