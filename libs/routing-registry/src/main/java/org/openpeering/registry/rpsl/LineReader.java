/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines, in place in one buffer. Of a line that does not fit the rest is dropped, and it says so. */
final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer;
    private int next;
    private int filled;
    private int from;
    private int to;
    private boolean overlong;
    private long number;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
        this.buffer = new byte[Math.max(64 << 10, 2 * longest)];
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        overlong = false;
        from = next;
        int scan = next;
        while (true) {
            while (scan < filled && buffer[scan] != '\n') {
                scan++;
            }
            if (scan < filled) {
                return line(scan, scan + 1);
            }
            if (scan - from > longest) {
                // Enough is kept to see that it is too long.
                overlong = true;
                next = filled = scan = from + longest;
            }
            if (!refill()) {
                return from < filled && line(filled, filled);
            }
            scan = next;
        }
    }

    /** Keeps what belongs to the line and reads more behind it; false at the end of the stream. */
    private boolean refill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        }
        next = filled;
        int count = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(count, 0);
        return count >= 0;
    }

    private boolean line(int end, int following) {
        overlong |= end - from > longest;
        next = following;
        to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        number++;
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean overlong() {
        return overlong;
    }

    /** Of the line, from 1. */
    long number() {
        return number;
    }
}
