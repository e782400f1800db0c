/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import org.openpeering.insights.bgp.BgpMessage;

/** AS_PATH as text: {@code 1 2 {3,4}}, and of confederations (RFC 5065) {@code (1 2) [3,4]}. */
final class PathText {
    private static final int SET = 1;
    private static final int SEQUENCE = 2;
    private static final int CONFEDERATION_SEQUENCE = 3;
    private static final int CONFEDERATION_SET = 4;

    private boolean apart;

    /** The segments fill the bytes, and all are of a known type. */
    static boolean holds(byte[] bytes, int from, int to, int width) {
        int at = from;
        while (at < to) {
            if (at + 2 > to || bytes[at] < SET || bytes[at] > CONFEDERATION_SET) {
                return false;
            }
            at += 2 + (bytes[at + 1] & 0xFF) * width;
        }
        return at == to;
    }

    /** Appends a path that {@link #holds}. */
    void write(Ascii out, byte[] bytes, int from, int to, int width) {
        apart = false;
        write(out, bytes, from, to, width, Integer.MAX_VALUE);
    }

    /**
     * Appends a path of two-byte numbers whose end stands in AS4_PATH with four (RFC 6793 section 4.2.3); alone, if
     * AS4_PATH is the longer one.
     */
    void merged(Ascii out, byte[] bytes, int from, int to, int from4, int to4) {
        apart = false;
        int kept = hops(bytes, from, to, 2) - hops(bytes, from4, to4, 4);
        if (kept < 0) {
            write(out, bytes, from, to, 2, Integer.MAX_VALUE);
        } else {
            write(out, bytes, from, to, 2, kept);
            write(out, bytes, from4, to4, 4, Integer.MAX_VALUE);
        }
    }

    private void write(Ascii out, byte[] bytes, int from, int to, int width, int hops) {
        int left = hops;
        for (int at = from; at < to && left > 0; at = next(bytes, at, width)) {
            int hopsHere = hopsOf(bytes, at);
            boolean sequence = bytes[at] == SEQUENCE;
            segment(out, bytes, at, sequence ? Math.min(left, hopsHere) : bytes[at + 1] & 0xFF, width);
            left -= hopsHere;
        }
    }

    private void segment(Ascii out, byte[] bytes, int at, int members, int width) {
        int type = bytes[at];
        out.add(apart ? " " : "");
        out.add(type == SET ? "{" : type == CONFEDERATION_SEQUENCE ? "(" : type == CONFEDERATION_SET ? "[" : "");
        char between = type == SEQUENCE || type == CONFEDERATION_SEQUENCE ? ' ' : ',';
        for (int i = 0; i < members; i++) {
            int number = at + 2 + i * width;
            if (i > 0) {
                out.add(between);
            }
            out.number(width == 4 ? BgpMessage.uint32(bytes, number) : BgpMessage.uint16(bytes, number));
        }
        out.add(type == SET ? "}" : type == CONFEDERATION_SEQUENCE ? ")" : type == CONFEDERATION_SET ? "]" : "");
        apart = members > 0;
    }

    private static int next(byte[] bytes, int at, int width) {
        return at + 2 + (bytes[at + 1] & 0xFF) * width;
    }

    private static int hops(byte[] bytes, int from, int to, int width) {
        int hops = 0;
        for (int at = from; at < to; at = next(bytes, at, width)) {
            hops += hopsOf(bytes, at);
        }
        return hops;
    }

    /** A set is one hop, a confederation's segment none. */
    private static int hopsOf(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case SET -> 1;
            case SEQUENCE -> bytes[at + 1] & 0xFF;
            default -> 0;
        };
    }
}
