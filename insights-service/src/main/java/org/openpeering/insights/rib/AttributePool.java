/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;

/**
 * Sets of path attributes, each stored once and counted ({@link CountedBytes}). What a set has besides its AS path (next
 * hop, communities, the peer's AS number) is like that of others of its peer: it is stored apart, once, and the set is the
 * three bytes of its number and the path.
 */
final class AttributePool {
    private static final int NUMBER = 3;

    private final LongSupplier most;
    private final CountedBytes commons = new CountedBytes();
    private final CountedBytes sets = new CountedBytes();
    private byte[] set = new byte[256];
    private long refused;
    private int now;

    AttributePool(LongSupplier most) {
        this.most = most;
    }

    int size() {
        return sets.size();
    }

    long bytes() {
        return commons.bytes() + sets.bytes();
    }

    long refused() {
        return refused;
    }

    /**
     * The number of these attributes, whose AS path is what lies from {@code path} to {@code length}; a new one has no
     * references and stays only if it is retained. 0 if there is no room, of which an eighth more is kept for what is {@code
     * wanted}.
     */
    int intern(byte[] source, int path, int length, boolean wanted) {
        int common = commons.find(source, 0, path);
        int setLength = NUMBER + length - path;
        if (common != 0) {
            fill(common, source, path, length);
            int known = sets.find(set, 0, setLength);
            if (known != 0) {
                return known;
            }
        }
        if (!hasRoom(path, setLength, wanted)) {
            refused++;
            return 0;
        }
        if (common == 0) {
            common = commons.add(source, 0, path, now);
            fill(common, source, path, length);
        }
        commons.retain(common);
        return sets.add(set, 0, setLength, now);
    }

    private void fill(int common, byte[] source, int path, int length) {
        int setLength = NUMBER + length - path;
        if (set.length < setLength) {
            set = new byte[2 * setLength];
        }
        set[0] = (byte) common;
        set[1] = (byte) (common >> 8);
        set[2] = (byte) (common >> 16);
        System.arraycopy(source, path, set, NUMBER, length - path);
    }

    private boolean hasRoom(int path, int setLength, boolean wanted) {
        long room = most.getAsLong();
        long allowed = wanted ? room + (room >> 3) : room;
        // With room that buckets keep.
        int size = path + setLength;
        return Math.max(path, setLength) <= CountedBytes.LONGEST
                && sets.hasRoom()
                && commons.hasRoom()
                && bytes() + size + (size >> 1) + 64 <= Math.max(allowed, room);
    }

    void retain(int number) {
        if (number != 0) {
            sets.retain(number);
        }
    }

    void release(int number) {
        if (number != 0 && sets.release(number)) {
            remove(number);
        }
    }

    /** Forgets a number that {@link #intern} gave and nobody retained. */
    void dropUnused(int number) {
        if (number != 0 && sets.unused(number)) {
            remove(number);
        }
    }

    private void remove(int number) {
        int common = common(number);
        sets.remove(number);
        if (commons.release(common)) {
            commons.remove(common);
        }
    }

    private int common(int number) {
        byte[] array = sets.array(number);
        int from = sets.from(number);
        return (array[from] & 0xFF) | (array[from + 1] & 0xFF) << 8 | (array[from + 2] & 0xFF) << 16;
    }

    /** Whether the AS path of both is the same, whatever else is not. */
    boolean samePath(int one, int other) {
        byte[] first = sets.array(one);
        byte[] second = sets.array(other);
        int firstPath = sets.from(one) + NUMBER;
        int secondPath = sets.from(other) + NUMBER;
        if (!Arrays.equals(
                first,
                firstPath,
                firstPath + sets.length(one) - NUMBER,
                second,
                secondPath,
                secondPath + sets.length(other) - NUMBER)) {
            return false;
        }
        int common = common(one);
        int otherCommon = common(other);
        return common == otherCommon
                || CompactAttributes.first(commons.array(common), commons.from(common))
                        == CompactAttributes.first(commons.array(otherCommon), commons.from(otherCommon));
    }

    /** New attributes come at this time. */
    void now(long seconds) {
        now = (int) seconds;
    }

    /** Seconds since 1970. */
    long since(int number) {
        return Integer.toUnsignedLong(sets.since(number));
    }

    PathAttributes decode(int number) {
        int common = common(number);
        int path = sets.from(number) + NUMBER;
        return CompactAttributes.decode(
                commons.array(common),
                commons.from(common),
                sets.array(number),
                path,
                path + sets.length(number) - NUMBER);
    }
}
