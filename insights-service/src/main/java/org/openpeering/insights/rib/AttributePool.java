/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;

/**
 * Sets of path attributes, each stored once and counted. The bytes lie in chunks of 1 MiB in pieces of 8 bytes; freed
 * pieces are kept in one list per size, linked through the pieces themselves. Number 0 is never given out.
 */
final class AttributePool {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int CHUNK = 1 << 20;
    private static final int CHUNK_PIECES = CHUNK / 8;
    /** Bytes of a stored set that give its length. */
    private static final int HEAD = 3;

    private static final int NONE = -1;
    private static final int FIRST = 1024;

    private byte[][] chunks = {new byte[CHUNK]};
    private int chunkCount = 1;
    private int usedPieces;
    private int[] freePieces = new int[0];
    private int[] slots = new int[FIRST * 2];
    private int[] pieces = new int[FIRST];
    /** For a free number: the next free one. */
    private int[] references = new int[FIRST];

    private int firstFree;
    private int numbers = 1;
    private int size;

    int size() {
        return size;
    }

    long bytes() {
        return (long) chunkCount * CHUNK + 4L * (slots.length + pieces.length + references.length + freePieces.length);
    }

    /** The number of these attributes; a new one has no references and stays only if it is retained. */
    int intern(byte[] source, int length) {
        int slot = hash(source, 0, length) & slots.length - 1;
        for (; slots[slot] != 0; slot = next(slot)) {
            if (equal(slots[slot], source, length)) {
                return slots[slot];
            }
        }
        int number = take();
        pieces[number] = store(source, length);
        references[number] = 0;
        slots[slot] = number;
        size++;
        if (size > slots.length / 3 * 2) {
            rehash();
        }
        return number;
    }

    void retain(int number) {
        references[number]++;
    }

    void release(int number) {
        if (--references[number] == 0) {
            remove(number);
        }
    }

    /** Forgets a number that {@link #intern} gave and nobody retained. */
    void dropUnused(int number) {
        if (references[number] == 0) {
            remove(number);
        }
    }

    PathAttributes decode(int number) {
        int piece = pieces[number];
        return CompactAttributes.decode(chunk(piece), offset(piece) + HEAD, length(piece));
    }

    private byte[] chunk(int piece) {
        return chunks[piece / CHUNK_PIECES];
    }

    private static int offset(int piece) {
        return piece % CHUNK_PIECES * 8;
    }

    private int length(int piece) {
        byte[] chunk = chunk(piece);
        int at = offset(piece);
        return (chunk[at] & 0xFF) | (chunk[at + 1] & 0xFF) << 8 | (chunk[at + 2] & 0xFF) << 16;
    }

    private boolean equal(int number, byte[] source, int length) {
        int piece = pieces[number];
        int at = offset(piece) + HEAD;
        return length(piece) == length && Arrays.equals(chunk(piece), at, at + length, source, 0, length);
    }

    private int store(byte[] source, int length) {
        int count = (HEAD + length + 7) / 8;
        int piece = allocate(count);
        byte[] chunk = chunk(piece);
        int at = offset(piece);
        chunk[at] = (byte) length;
        chunk[at + 1] = (byte) (length >> 8);
        chunk[at + 2] = (byte) (length >> 16);
        System.arraycopy(source, 0, chunk, at + HEAD, length);
        return piece;
    }

    private int allocate(int count) {
        if (count < freePieces.length && freePieces[count] != NONE) {
            int piece = freePieces[count];
            freePieces[count] = (int) INT.get(chunk(piece), offset(piece));
            return piece;
        }
        if (usedPieces % CHUNK_PIECES + count > CHUNK_PIECES || usedPieces == chunkCount * CHUNK_PIECES) {
            usedPieces = chunkCount * CHUNK_PIECES;
            if (chunkCount == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunkCount * 2);
            }
            chunks[chunkCount++] = new byte[CHUNK];
        }
        int piece = usedPieces;
        usedPieces += count;
        return piece;
    }

    private void free(int piece) {
        int count = (HEAD + length(piece) + 7) / 8;
        if (count >= freePieces.length) {
            int known = freePieces.length;
            freePieces = Arrays.copyOf(freePieces, count + 32);
            Arrays.fill(freePieces, known, freePieces.length, NONE);
        }
        INT.set(chunk(piece), offset(piece), freePieces[count]);
        freePieces[count] = piece;
    }

    private int take() {
        if (firstFree != 0) {
            int number = firstFree;
            firstFree = references[number];
            return number;
        }
        if (numbers == pieces.length) {
            int capacity = numbers + (numbers >> 2);
            pieces = Arrays.copyOf(pieces, capacity);
            references = Arrays.copyOf(references, capacity);
        }
        return numbers++;
    }

    private void rehash() {
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int number : old) {
            if (number != 0) {
                int slot = home(number);
                while (slots[slot] != 0) {
                    slot = next(slot);
                }
                slots[slot] = number;
            }
        }
    }

    private void remove(int number) {
        int gap = home(number);
        while (slots[gap] != number) {
            gap = next(gap);
        }
        for (int slot = next(gap); slots[slot] != 0; slot = next(slot)) {
            int distance = slot - home(slots[slot]) & slots.length - 1;
            if (distance >= (slot - gap & slots.length - 1)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = 0;
        free(pieces[number]);
        references[number] = firstFree;
        firstFree = number;
        size--;
    }

    private int home(int number) {
        int piece = pieces[number];
        return hash(chunk(piece), offset(piece) + HEAD, length(piece)) & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    private static int hash(byte[] bytes, int from, int length) {
        long hash = length * 0x9E37_79B9_7F4A_7C15L;
        int at = from;
        int end = from + length;
        for (; at + 8 <= end; at += 8) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * 0xFF51_AFD7_ED55_8CCDL;
            hash ^= hash >>> 29;
        }
        for (; at < end; at++) {
            hash = (hash ^ bytes[at]) * 0x0000_0100_0000_01B3L;
        }
        hash = (hash ^ hash >>> 32) * 0xC4CE_B9FE_1A85_EC53L;
        return (int) (hash >>> 32);
    }
}
