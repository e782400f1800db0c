/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.io.IOException;
import java.io.InputStream;

/** A stream byte by byte, of which no more than one buffer is held. Lines end with {@code \n}, however they are written. */
final class Octets {
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int filled;

    Octets(InputStream in) {
        this.in = in;
    }

    int next() throws IOException {
        int octet = read();
        if (octet != '\r') {
            return octet;
        }
        int following = peek();
        return following == '\n' || following == END ? read() : octet;
    }

    private int read() throws IOException {
        int octet = peek();
        at += octet == END ? 0 : 1;
        return octet;
    }

    private int peek() throws IOException {
        while (at == filled) {
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                return END;
            }
            at = 0;
            filled = count;
        }
        return buffer[at] & 0xFF;
    }

    /** Passes over the mark that some editors put before UTF-8. To be called first. */
    void skipByteOrderMark() throws IOException {
        filled = in.readNBytes(buffer, 0, 3);
        boolean mark = filled == 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        at = mark ? filled : 0;
    }
}
