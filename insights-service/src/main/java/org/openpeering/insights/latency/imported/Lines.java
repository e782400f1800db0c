/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of an upload, none longer than is held; what is longer is passed over and said to be. */
final class Lines {
    static final int LONGEST = 1 << 18;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[1 << 12];
    private int at;
    private int end;
    private boolean tooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Null at the end; empty of one that is too long, see {@link #tooLong}. */
    @Nullable
    String next() throws IOException {
        int length = 0;
        tooLong = false;
        while (true) {
            if (at == end) {
                end = Math.max(0, in.read(buffer));
                at = 0;
                if (end == 0) {
                    return length == 0 && !tooLong ? null : text(length);
                }
            }
            byte next = buffer[at++];
            if (next == '\n') {
                return text(length);
            }
            if (length == LONGEST) {
                tooLong = true;
            } else {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = next;
            }
        }
    }

    private String text(int length) {
        return tooLong ? "" : new String(line, 0, length, UTF_8).strip();
    }

    boolean tooLong() {
        return tooLong;
    }
}
