/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.util.Arrays;
import org.openpeering.contract.net.IpAddress.Family;

/** Prefixes of one family as NLRI (RFC 4271 section 4.3), in runs of one next hop that fit into an UPDATE. */
final class PrefixRuns {
    /** With four runs, an AS path and communities of the largest size taken a message stays below 65,535 bytes. */
    private static final int LONGEST_RUN = 8_000;

    private static final int HOP = 16;

    private final Family family;
    private byte[] bytes = new byte[512];
    private int length;
    /** Where each run ends. */
    private int[] ends = new int[8];
    /** Next hop of each run, left-aligned in 16 bytes, and how many of them count. */
    private byte[] hops = new byte[8 * HOP];

    private byte[] hopLengths = new byte[8];
    private int count;
    private int since;

    PrefixRuns(Family family) {
        this.family = family;
    }

    Family family() {
        return family;
    }

    void clear() {
        length = count = since = 0;
    }

    /** Prefixes without a next hop of their own. */
    void begin() {
        since = count;
    }

    void add(AddressText prefix) {
        int size = (prefix.length() + 7) / 8;
        int start = count > since ? start(count - 1) : length;
        if (count == since || length - start + 1 + size > LONGEST_RUN) {
            open();
        }
        if (length + 1 + HOP > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[length] = (byte) prefix.length();
        prefix.write(bytes, length + 1, size);
        length += 1 + size;
        ends[count - 1] = length;
    }

    private void open() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            hopLengths = Arrays.copyOf(hopLengths, 2 * count);
            hops = Arrays.copyOf(hops, 2 * count * HOP);
        }
        ends[count] = length;
        count++;
    }

    /** Gives the runs since {@link #begin} their next hop. */
    void close(AddressText nextHop) {
        for (int run = since; run < count; run++) {
            int size = nextHop.family().bits() / 8;
            hopLengths[run] = (byte) size;
            nextHop.write(hops, run * HOP, size);
        }
    }

    /** Gives them one that stands for none. */
    void closeWithout() {
        for (int run = since; run < count; run++) {
            hopLengths[run] = (byte) (family.bits() / 8);
            Arrays.fill(hops, run * HOP, (run + 1) * HOP, (byte) 0);
        }
    }

    int count() {
        return count;
    }

    private int start(int run) {
        return run == 0 ? 0 : ends[run - 1];
    }

    /** Bytes of a run; 0 for one that is not there. */
    int size(int run) {
        return run < count ? ends[run] - start(run) : 0;
    }

    int hopLength(int run) {
        return hopLengths[run];
    }

    /** Returns where the copy ends. */
    int copy(int run, byte[] to, int at) {
        int size = size(run);
        System.arraycopy(bytes, size == 0 ? 0 : start(run), to, at, size);
        return at + size;
    }

    /** Returns where the copy ends. */
    int copyHop(int run, byte[] to, int at) {
        System.arraycopy(hops, run * HOP, to, at, hopLengths[run]);
        return at + hopLengths[run];
    }
}
