/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Cuts a stream into records, in place in one buffer. The buffer grows with the bytes that came, not with the length a
 * header claims.
 */
final class Frames {
    /** Time, type, subtype, length (RFC 6396 section 2). */
    static final int HEADER = 12;

    private static final int FIRST_BUFFER = 64 << 10;

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private long dropped;
    private int filled;
    private int from;
    private int to;
    private @Nullable String broken;

    Frames(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Moves to the next record; false at the end, which is {@link #broken()} when it is none. */
    boolean next() {
        from = to;
        if (broken != null || !fill(HEADER)) {
            return false;
        }
        long length = BgpMessage.uint32(buffer, from + 8);
        if (length > longest) {
            broken = "a record of " + length + " bytes, more than " + longest;
            return false;
        }
        if (!fill(HEADER + (int) length)) {
            return false;
        }
        to = from + HEADER + (int) length;
        return true;
    }

    private boolean fill(int wanted) {
        while (filled - from < wanted) {
            makeRoom();
            int count;
            try {
                count = in.read(buffer, filled, buffer.length - filled);
            } catch (IOException e) {
                broken = "the stream broke: " + reason(e);
                return false;
            }
            if (count < 0) {
                broken = filled == from ? null : "the stream ends inside of the record";
                return false;
            }
            filled += count;
        }
        return true;
    }

    private void makeRoom() {
        if (from > 0 && (from == filled || filled == buffer.length)) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            dropped += from;
            filled -= from;
            from = to = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, HEADER + longest));
        }
    }

    /** Why there is no next record although there should be one. */
    @Nullable
    String broken() {
        return broken;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the record starts in the {@link #buffer()}, header included. */
    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Where it starts in the stream. */
    long offset() {
        return dropped + from;
    }

    /** An unpacker that finds no more says so without a word. */
    private static String reason(IOException failure) {
        return failure.getMessage() == null && failure instanceof EOFException
                ? "it ends too early"
                : String.valueOf(failure.getMessage());
    }
}
