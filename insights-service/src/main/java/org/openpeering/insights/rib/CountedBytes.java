/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Strings of bytes, each stored once, counted, and found by its bytes and by its number, which is below 2^23 and never 0.
 *
 * <p>The upper 16 bits of the number are a bucket, which the hash chooses, the lower 7 the place in it: so neither an index
 * nor a list of where things lie is needed. A bucket is one array:
 *
 * <pre>
 * number of entries: 1 byte; where the last string ends: 3
 * entries, 7 bytes each: tag (8 more bits of the hash), references, length (0: a free entry), when it came (4)
 * strings, in the order of entries
 * </pre>
 *
 * The length 255 says that references (4 bytes) and length (3) stand before the string. A bucket that is full sends what
 * comes to the next one. The hash has a secret of its own, so that nobody can fill one bucket on purpose.
 *
 * <p>Every step is about one bucket, some hundred bytes to a few thousand; it grows by a sixteenth and shrinks with what it
 * holds, and what comes and goes in it allocates nothing. Tested by {@code CountedBytesTest}.
 */
final class CountedBytes {
    /** Of a string. */
    static final int LONGEST = 0xFFFF;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int BUCKET_BITS = 16;
    private static final int PLACE_BITS = 7;
    private static final int MOST_ENTRIES = 127;
    /** Of all entries a sixteenth stays free, so that few buckets are full. */
    private static final int FEWER = MOST_ENTRIES - 8;

    static final int MOST = ((1 << BUCKET_BITS) - 1) * FEWER;

    private static final int HEAD = 4;
    private static final int ENTRY = 7;
    private static final int REFERENCES = 1;
    private static final int LENGTH = 2;
    private static final int SINCE = 3;
    /** Instead of the length; and how many references fit in a byte. */
    private static final int LARGE = 255;

    private static final int LARGE_HEAD = 7;
    /** What a bucket begins with, and how many such ones that are empty wait for the next. */
    private static final int FIRST = 64;

    private static final int MOST_SPARE = 256;

    private final long secret = ThreadLocalRandom.current().nextLong() | 1;
    /** The first one is never used: 0 is no number. */
    private final byte[] @Nullable [] buckets;
    /** Full once, and others were sent on. */
    private final BitSet overflowed = new BitSet();

    private final byte[] @Nullable [] spare = new byte[MOST_SPARE][];
    private int spareCount;

    private int size;
    private long bytes;

    CountedBytes() {
        this(BUCKET_BITS);
    }

    /** With fewer buckets than numbers allow. */
    CountedBytes(int bucketBits) {
        buckets = new byte[1 << bucketBits][];
    }

    int size() {
        return size;
    }

    /** Memory. */
    long bytes() {
        return bytes + 4L * buckets.length;
    }

    boolean hasRoom() {
        return size < (buckets.length - 1) * FEWER;
    }

    /** Number of these bytes, 0 when they are not there. */
    int find(byte[] source, int from, int length) {
        long hash = hash(source, from, length);
        for (int bucket = bucket(hash); ; bucket = next(bucket)) {
            byte[] entries = buckets[bucket];
            if (entries != null) {
                int place = find(entries, (byte) hash, source, from, length);
                if (place >= 0) {
                    return bucket << PLACE_BITS | place;
                }
            }
            if (!overflowed.get(bucket)) {
                return 0;
            }
        }
    }

    private static int find(byte[] bucket, byte tag, byte[] source, int from, int length) {
        int count = bucket[0] & 0xFF;
        int at = strings(count);
        for (int place = 0, entry = HEAD; place < count; place++, entry += ENTRY) {
            int size = bucket[entry + LENGTH] & 0xFF;
            int start = at;
            if (size == LARGE) {
                size = uint24(bucket, at + 4);
                start += LARGE_HEAD;
            }
            if (bucket[entry] == tag
                    && size == length
                    && Arrays.equals(bucket, start, start + size, source, from, from + length)) {
                return place;
            }
            at = start + size;
        }
        return -1;
    }

    /** Adds bytes, at least one, that are not there; nobody refers to them yet. */
    int add(byte[] source, int from, int length, int since) {
        long hash = hash(source, from, length);
        int number = bucket(hash);
        while (isFull(buckets[number])) {
            overflowed.set(number);
            number = next(number);
        }
        byte[] known = buckets[number];
        byte[] bucket = known == null ? opened(number) : known;
        int count = bucket[0] & 0xFF;
        int place = freePlace(bucket, count);
        boolean large = length >= LARGE;
        int room = length + (large ? LARGE_HEAD : 0);
        bucket = withRoom(number, bucket, room + (place == count ? ENTRY : 0));
        if (place == count) {
            insert(bucket, strings(count), ENTRY);
            bucket[0]++;
        }
        int start = start(bucket, place);
        insert(bucket, start, room);
        int entry = entry(place);
        bucket[entry] = (byte) hash;
        bucket[entry + REFERENCES] = 0;
        bucket[entry + LENGTH] = (byte) (large ? LARGE : length);
        INT.set(bucket, entry + SINCE, since);
        if (large) {
            INT.set(bucket, start, 0);
            uint24(bucket, start + 4, length);
        }
        System.arraycopy(source, from, bucket, start + room - length, length);
        size++;
        return number << PLACE_BITS | place;
    }

    void retain(int number) {
        byte[] bucket = bucket(number);
        int place = place(number);
        int entry = entry(place);
        if ((bucket[entry + LENGTH] & 0xFF) == LARGE) {
            int start = start(bucket, place);
            INT.set(bucket, start, (int) INT.get(bucket, start) + 1);
        } else if ((bucket[entry + REFERENCES] & 0xFF) == LARGE) {
            enlarge(number, bucket, place);
        } else {
            bucket[entry + REFERENCES]++;
        }
    }

    private void enlarge(int number, byte[] small, int place) {
        int length = small[entry(place) + LENGTH] & 0xFF;
        byte[] bucket = withRoom(number >>> PLACE_BITS, small, LARGE_HEAD);
        int start = start(bucket, place);
        insert(bucket, start, LARGE_HEAD);
        INT.set(bucket, start, LARGE + 1);
        uint24(bucket, start + 4, length);
        bucket[entry(place) + LENGTH] = (byte) LARGE;
    }

    /** True when that was the last reference; the bytes are still there. */
    boolean release(int number) {
        byte[] bucket = bucket(number);
        int entry = entry(place(number));
        if ((bucket[entry + LENGTH] & 0xFF) != LARGE) {
            return --bucket[entry + REFERENCES] == 0;
        }
        int start = start(bucket, place(number));
        int left = (int) INT.get(bucket, start) - 1;
        INT.set(bucket, start, left);
        return left == 0;
    }

    boolean unused(int number) {
        byte[] bucket = bucket(number);
        int entry = entry(place(number));
        return (bucket[entry + LENGTH] & 0xFF) == LARGE
                ? (int) INT.get(bucket, start(bucket, place(number))) == 0
                : bucket[entry + REFERENCES] == 0;
    }

    void remove(int number) {
        int which = number >>> PLACE_BITS;
        byte[] bucket = bucket(number);
        int place = place(number);
        int start = start(bucket, place);
        insert(bucket, start, start - end(bucket, place, start));
        bucket[entry(place) + LENGTH] = 0;
        if (--size == 0) {
            overflowed.clear();
        }
        int count = bucket[0] & 0xFF;
        while (count > 0 && bucket[entry(count - 1) + LENGTH] == 0) {
            count--;
            insert(bucket, strings(count), -ENTRY);
        }
        bucket[0] = (byte) count;
        trim(which, bucket);
    }

    /** What the array of its bucket is; {@link #from} and {@link #length} say where in it. Good until the next change. */
    byte[] array(int number) {
        return bucket(number);
    }

    int from(int number) {
        byte[] bucket = bucket(number);
        int start = start(bucket, place(number));
        return (bucket[entry(place(number)) + LENGTH] & 0xFF) == LARGE ? start + LARGE_HEAD : start;
    }

    int length(int number) {
        byte[] bucket = bucket(number);
        int length = bucket[entry(place(number)) + LENGTH] & 0xFF;
        return length == LARGE ? uint24(bucket, start(bucket, place(number)) + 4) : length;
    }

    /** As it was given with the bytes. */
    int since(int number) {
        return (int) INT.get(bucket(number), entry(place(number)) + SINCE);
    }

    private byte[] bucket(int number) {
        return Objects.requireNonNull(buckets[number >>> PLACE_BITS]);
    }

    private static int place(int number) {
        return number & ((1 << PLACE_BITS) - 1);
    }

    private static int entry(int place) {
        return HEAD + ENTRY * place;
    }

    private static int strings(int count) {
        return HEAD + ENTRY * count;
    }

    /** Where the string of that entry begins, or what stands before it. */
    private static int start(byte[] bucket, int place) {
        int at = strings(bucket[0] & 0xFF);
        for (int i = 0, length = HEAD + LENGTH; i < place; i++, length += ENTRY) {
            int size = bucket[length] & 0xFF;
            at += size == LARGE ? LARGE_HEAD + uint24(bucket, at + 4) : size;
        }
        return at;
    }

    private static int end(byte[] bucket, int place, int start) {
        int size = bucket[entry(place) + LENGTH] & 0xFF;
        return start + (size == LARGE ? LARGE_HEAD + uint24(bucket, start + 4) : size);
    }

    private static boolean isFull(byte @Nullable [] bucket) {
        return bucket != null && bucket[0] == (byte) MOST_ENTRIES && freePlace(bucket, MOST_ENTRIES) == MOST_ENTRIES;
    }

    private static int freePlace(byte[] bucket, int count) {
        for (int place = 0; place < count; place++) {
            if (bucket[entry(place) + LENGTH] == 0) {
                return place;
            }
        }
        return count;
    }

    /** Makes a gap, for which there is room, or closes one. */
    private static void insert(byte[] bucket, int at, int count) {
        int end = uint24(bucket, 1);
        int from = count < 0 ? at - count : at;
        System.arraycopy(bucket, from, bucket, from + count, end - from);
        uint24(bucket, 1, end + count);
    }

    private byte[] opened(int number) {
        byte[] bucket = spareCount > 0 ? Objects.requireNonNull(spare[--spareCount]) : new byte[FIRST];
        buckets[number] = bucket;
        bytes += heap(bucket.length);
        uint24(bucket, 1, HEAD);
        return bucket;
    }

    private byte[] withRoom(int number, byte[] bucket, int more) {
        int needed = uint24(bucket, 1) + more;
        return needed <= bucket.length ? bucket : resized(number, bucket, needed + (needed >> 4));
    }

    private void trim(int number, byte[] bucket) {
        int used = uint24(bucket, 1);
        if (used == HEAD) {
            bytes -= heap(bucket.length);
            buckets[number] = null;
            if (spareCount < MOST_SPARE && bucket.length <= 4 * FIRST) {
                spare[spareCount++] = bucket;
            }
        } else if (bucket.length > 2 * used + FIRST) {
            resized(number, bucket, used + (used >> 4));
        }
    }

    private byte[] resized(int number, byte[] bucket, int length) {
        // Objects begin at multiples of eight bytes.
        byte[] resized = Arrays.copyOf(bucket, (length + 7) & ~7);
        bytes += heap(resized.length) - heap(bucket.length);
        buckets[number] = resized;
        return resized;
    }

    private static long heap(int length) {
        return 16L + length;
    }

    private static int uint24(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }

    private static void uint24(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
    }

    private int bucket(long hash) {
        return Math.max(1, (int) (((hash >>> 32) * buckets.length) >>> 32));
    }

    private int next(int bucket) {
        return bucket + 1 == buckets.length ? 1 : bucket + 1;
    }

    private long hash(byte[] bytes, int from, int length) {
        long hash = secret ^ length;
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) {
            hash = mixed(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << 8) | (bytes[at] & 0xFF);
        }
        return mixed(mixed(hash ^ rest) ^ 0x9E37_79B9_7F4A_7C15L);
    }

    /** Both halves of the product with the secret. */
    private long mixed(long value) {
        return (value * secret) ^ Math.unsignedMultiplyHigh(value, secret);
    }
}
