/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * One run of prefixes inside a message: RFC 4271 section 4.3, with path identifiers RFC 7911 section 3.
 *
 * <p>Whether there are identifiers is negotiated, and senders get it wrong. A run read the wrong way nearly always
 * breaks, or shows host bits that are set or the default route more than once, because an identifier starts with zero
 * bytes. So the negotiated reading wins if it is clean, then the other one if that is clean, then whichever holds
 * together.
 */
final class Nlri {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final int BROKEN = 0;
    private static final int DOUBTFUL = 1;
    private static final int CLEAN = 2;

    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private Family family = Family.IPV4;
    private boolean paths;
    private boolean otherReading;

    void clear() {
        from = to = 0;
        otherReading = false;
    }

    boolean isEmpty() {
        return from == to;
    }

    Family family() {
        return family;
    }

    int count() {
        int count = 0;
        for (int at = from; at < to; count++) {
            at += paths ? 4 : 0;
            at += 1 + (((bytes[at] & 0xFF) + 7) >>> 3);
        }
        return count;
    }

    /** True when the run was not what the session negotiated. */
    boolean otherReading() {
        return otherReading;
    }

    /** Takes the run; false when no reading of it holds together. */
    boolean set(byte[] source, int start, int end, Family of, boolean negotiatedPaths) {
        bytes = source;
        from = start;
        to = end;
        family = of;
        paths = negotiatedPaths;
        otherReading = false;
        int expected = check(negotiatedPaths);
        if (expected == CLEAN) {
            return true;
        }
        int other = check(!negotiatedPaths);
        if (other > expected) {
            paths = !negotiatedPaths;
            otherReading = true;
        }
        return Math.max(expected, other) > BROKEN;
    }

    private int check(boolean withPaths) {
        int bits = family.bits();
        int skip = withPaths ? 4 : 0;
        int defaults = 0;
        boolean hostBits = false;
        int at = from;
        while (at < to) {
            at += skip;
            if (at >= to) {
                return BROKEN;
            }
            int length = bytes[at] & 0xFF;
            int size = (length + 7) >>> 3;
            if (length > bits || at + 1 + size > to) {
                return BROKEN;
            }
            defaults += length == 0 ? 1 : 0;
            hostBits |= (length & 7) != 0 && (bytes[at + size] & (0xFF >>> (length & 7))) != 0;
            at += 1 + size;
        }
        boolean repeated = !withPaths && defaults > 1;
        return hostBits || repeated ? DOUBTFUL : CLEAN;
    }

    void deliver(RouteReceiver receiver, boolean announced) {
        int at = from;
        while (at < to) {
            int pathId = 0;
            if (paths) {
                pathId = (int) BgpMessage.uint32(bytes, at);
                at += 4;
            }
            int length = bytes[at] & 0xFF;
            long high = bits(at + 1) & PrefixBits.highMask(length);
            long low = length > 64 ? bits(at + 9) & PrefixBits.lowMask(length) : 0;
            at += 1 + ((length + 7) >>> 3);
            if (announced) {
                receiver.announce(family, high, low, length, pathId);
            } else {
                receiver.withdraw(family, high, low, length, pathId);
            }
        }
    }

    /** Eight bytes from {@code at}; what lies beyond the array is zero, what lies beyond the prefix is masked off. */
    private long bits(int at) {
        if (at + 8 <= bytes.length) {
            return (long) LONG.get(bytes, at);
        }
        long value = 0;
        for (int i = at; i < at + 8; i++) {
            value = value << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
        }
        return value;
    }
}
