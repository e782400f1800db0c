/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Good messages with bytes changed: at random, and as broken senders and attackers would, who lie about lengths, cut off,
 * repeat and mix. A seed and a number give one mutant, whatever was made before.
 */
final class Mutator {
    private static final int LONGEST = 4096;
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private final List<byte[]> corpus;
    private final Consumer<byte[]> mend;
    private final long seed;

    /** @param mend puts right the lengths around what was changed; done to two of three mutants */
    Mutator(List<byte[]> corpus, Consumer<byte[]> mend, long seed) {
        this.corpus = corpus;
        this.mend = mend;
        this.seed = seed;
    }

    byte[] mutant(long number) {
        SplittableRandom random = new SplittableRandom(seed + number * STEP);
        byte[] bytes = any(random).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes = change(bytes, random.nextInt(bytes.length), random);
        }
        if (random.nextInt(3) != 0) {
            mend.accept(bytes);
        }
        return bytes;
    }

    private byte[] any(SplittableRandom random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] change(byte[] bytes, int at, SplittableRandom random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> bytes[at] = (byte) random.nextInt();
            case 4, 5, 6 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 7, 8 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
            case 9, 10 -> length(bytes, at, random);
            case 11, 12, 13 -> {
                return repeat(bytes, at, random.nextInt(8), random.nextBoolean() ? 0 : 2);
            }
            case 14 -> {
                byte[] other = any(random);
                return splice(bytes, at, other, random.nextInt(other.length + 1));
            }
            default -> {
                return repeat(bytes, at, random.nextInt(64), random.nextInt(64));
            }
        }
        return bytes;
    }

    /** A number of two bytes becomes the least, the most, or about what is left. */
    private static void length(byte[] bytes, int at, SplittableRandom random) {
        int value = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 0xFFFF;
            default -> bytes.length - at - 4 + random.nextInt(8);
        };
        bytes[at] = (byte) (value >>> 8);
        if (at + 1 < bytes.length) {
            bytes[at + 1] = (byte) value;
        }
    }

    /** A piece is there so many times; not at all is a cut, also of all that follows. */
    private static byte[] repeat(byte[] bytes, int at, int size, int times) {
        int end = Math.min(at + size, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + size * times);
        out.write(bytes, 0, at);
        for (int i = 0; i < times && out.size() < LONGEST; i++) {
            out.write(bytes, at, end - at);
        }
        if (times > 0 || size > 0) {
            out.write(bytes, end, bytes.length - end);
        }
        return out.toByteArray();
    }

    private static byte[] splice(byte[] head, int length, byte[] tail, int from) {
        byte[] spliced = Arrays.copyOf(head, length + tail.length - from);
        System.arraycopy(tail, from, spliced, length, tail.length - from);
        return spliced;
    }
}
