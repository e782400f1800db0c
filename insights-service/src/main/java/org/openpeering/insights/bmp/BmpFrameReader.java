/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Cuts a stream into BMP messages, in place in one buffer. The buffer grows with the bytes that came, not with the
 * length a header claims, and never beyond the longest message allowed.
 */
public final class BmpFrameReader {
    /** Version, length, type. */
    public static final int HEADER = 6;

    private static final int VERSION = 3;
    private static final int FIRST_BUFFER = 64 * 1024;

    private final InputStream in;
    private final InstantSource clock;
    private int longest;
    private byte[] buffer;
    private int filled;
    private int from;
    private int to;
    private long arrival;
    private long last;

    public BmpFrameReader(InputStream in, int longest, InstantSource clock) {
        this.in = in;
        this.longest = Math.max(longest, HEADER);
        this.clock = clock;
        this.buffer = new byte[Math.min(FIRST_BUFFER, this.longest)];
    }

    /** From the next message on they may be this long, and there is room for many at once. */
    void allow(int longer) {
        longest = Math.max(longer, HEADER);
        int room = Math.min(FIRST_BUFFER, longest);
        if (buffer.length < room) {
            buffer = Arrays.copyOf(buffer, room);
        }
    }

    /**
     * Moves to the next message; false at an end of stream between two messages.
     *
     * @throws BmpFramingException when what comes is not a BMP header, or its message is longer than allowed
     * @throws EOFException when the stream ends inside a message
     */
    public boolean next() throws IOException {
        from = to;
        if (!fill(HEADER)) {
            return false;
        }
        if (buffer[from] != VERSION) {
            throw new BmpFramingException("version " + (buffer[from] & 0xFF) + " instead of " + VERSION);
        }
        long length = BgpMessage.uint32(buffer, from + 1);
        if (length < HEADER || length > longest) {
            throw new BmpFramingException("message length " + length + " is not in " + HEADER + "-" + longest);
        }
        fill((int) length);
        to = from + (int) length;
        arrival = Math.max(arrival, last + 1);
        last = arrival;
        return true;
    }

    /** Makes {@code wanted} bytes available from {@code from}; false when there is not even one. */
    private boolean fill(int wanted) throws IOException {
        while (filled - from < wanted) {
            makeRoom();
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                if (filled == from) {
                    return false;
                }
                throw new EOFException("the stream ended inside a message");
            }
            filled += count;
            arrival = Micros.of(clock.instant());
        }
        return true;
    }

    private void makeRoom() {
        if (from > 0 && (from == filled || filled == buffer.length)) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = to = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, longest));
        }
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Where the message starts in the {@link #buffer()}, header included. */
    public int from() {
        return from;
    }

    /** Where it ends. */
    public int to() {
        return to;
    }

    /**
     * When the last of its bytes was read, in microseconds since 1970; of several in one read each is a microsecond later than
     * the one before.
     */
    public long arrival() {
        return arrival;
    }
}
