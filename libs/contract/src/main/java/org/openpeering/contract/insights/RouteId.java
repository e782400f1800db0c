/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.util.Comparator;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;

/**
 * What makes two announcements the same route (RFC 4271 section 9.1, RFC 7911 section 3): the later replaces the earlier.
 * The canonical text is {@code prefix|session|path id}.
 *
 * @param prefix the route's own
 * @param pathId ADD-PATH identifier, unsigned 32 bit, 0 without
 */
public record RouteId(SessionId session, IpPrefix prefix, long pathId) implements Comparable<RouteId> {
    private static final Comparator<RouteId> ORDER = Comparator.comparing(RouteId::prefix)
            .thenComparing(RouteId::session)
            .thenComparingLong(RouteId::pathId);

    public RouteId {
        if (pathId < 0 || pathId > 0xFFFF_FFFFL) {
            throw new MalformedValueException("path identifier " + pathId + " is not in 0-4294967295");
        }
    }

    /** Reads the canonical text and no other. */
    public static RouteId parse(String text) {
        int first = text.indexOf('|');
        int last = text.lastIndexOf('|');
        if (first == last || !text.substring(last + 1).matches("0|[1-9][0-9]{0,9}")) {
            throw malformed(text);
        }
        RouteId id = new RouteId(
                SessionId.parse(text.substring(first + 1, last)),
                IpPrefix.parse(text.substring(0, first)),
                Long.parseLong(text.substring(last + 1)));
        if (!id.toString().equals(text)) {
            throw malformed(text);
        }
        return id;
    }

    private static MalformedValueException malformed(String text) {
        return new MalformedValueException(
                "'" + text.substring(0, Math.min(text.length(), 80)) + "' is not a route's name");
    }

    @Override
    public int compareTo(RouteId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return prefix + "|" + session + "|" + pathId;
    }
}
