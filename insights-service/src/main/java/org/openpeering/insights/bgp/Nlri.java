/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * One run of prefixes inside a message: RFC 4271 section 4.3, with path identifiers RFC 7911 section 3.
 *
 * <p>Whether there are identifiers is for the session's {@link Dialect} to say. Where it does not know yet, the more
 * likely reading is taken: host bits that are set, the default route more than once, and an identifier above {@code
 * 00ffffff}, which is what the head of a prefix looks like, make one unlikely.
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
    private boolean negotiatedPaths;

    void clear() {
        from = to = 0;
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
        return from < to && paths != negotiatedPaths;
    }

    /** Takes the run; false when no reading of it holds together. */
    boolean set(byte[] source, int start, int end, Family of, Dialect dialect) {
        bytes = source;
        from = start;
        to = end;
        family = of;
        negotiatedPaths = dialect.negotiated().addPath(of);
        paths = dialect.addPath(of);
        int expected = check(paths);
        if (expected > BROKEN && dialect.addPathDecided(of)) {
            return true;
        }
        int other = check(!paths);
        if (other > expected) {
            paths = !paths;
        }
        if ((expected == BROKEN) != (other == BROKEN)) {
            dialect.decideAddPath(of, paths);
        }
        return Math.max(expected, other) > BROKEN;
    }

    /** Reads the run once more when another one of the message, read later, has decided. */
    void follow(Dialect dialect) {
        boolean otherwise = dialect.addPathDecided(family) && paths != dialect.addPath(family);
        if (otherwise && check(!paths) > BROKEN) {
            paths = !paths;
        }
    }

    private int check(boolean withPaths) {
        int bits = family.bits();
        int skip = withPaths ? 4 : 0;
        int defaults = 0;
        boolean hostBits = false;
        boolean likePrefix = false;
        int at = from;
        while (at < to) {
            likePrefix |= withPaths && bytes[at] != 0;
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
        return hostBits || repeated || likePrefix ? DOUBTFUL : CLEAN;
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
