/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages, in one buffer as long as the longest message. Waiting for a message to begin has a limit,
 * and so has a message that began: a cache that sends a byte now and then does not keep us.
 */
final class PduReader {
    private final InputStream in;
    private final TimeoutSetter timeout;
    private final Duration pduTimeout;
    private final byte[] buffer = new byte[PduDecoder.LONGEST];
    private int from;
    private int filled;

    /** Limits how long the next read may block, in milliseconds, which are never 0. */
    interface TimeoutSetter {
        void set(int millis) throws IOException;
    }

    PduReader(InputStream in, TimeoutSetter timeout, Duration pduTimeout) {
        this.in = in;
        this.timeout = timeout;
        this.pduTimeout = pduTimeout;
    }

    /** @return null: nothing began within {@code idle} */
    @Nullable
    Pdu next(Duration idle) throws IOException {
        if (from == filled) {
            from = filled = 0;
            try {
                fill(System.nanoTime() + idle.toNanos());
            } catch (SocketTimeoutException e) {
                return null;
            }
        }
        long deadline = System.nanoTime() + pduTimeout.toNanos();
        need(PduDecoder.HEADER, deadline);
        int length = PduDecoder.length(buffer, from);
        need(length, deadline);
        from += length;
        return PduDecoder.decode(buffer, from - length, length);
    }

    private void need(int bytes, long deadline) throws IOException {
        if (buffer.length - from < bytes) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        }
        while (filled - from < bytes) {
            fill(deadline);
        }
    }

    /** A limit is never cut: what is left of a millisecond is waited for, so that the deadline has passed after it. */
    private void fill(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw slow();
        }
        timeout.set((int) Math.min(Math.ceilDiv(left, 1_000_000), Integer.MAX_VALUE));
        int count;
        try {
            count = in.read(buffer, filled, buffer.length - filled);
        } catch (SocketTimeoutException e) {
            throw slow();
        }
        if (count < 0) {
            throw new EOFException("the cache closed the connection");
        }
        filled += count;
    }

    private static SocketTimeoutException slow() {
        return new SocketTimeoutException("the cache is too slow");
    }
}
