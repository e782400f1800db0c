/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.util.List;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;

/**
 * What one message of {@code route-changes} holds: changes of several monitored prefixes of one partition, in their order.
 * {@link RouteChangeWriter} makes its bytes, {@link RouteChangeReader} reads them.
 */
public record RouteChangeBatch(List<Entry> entries) {
    public static final String CONTENT_TYPE = "application/vnd.openpeering.route-changes";

    /** The first byte; the versions before are JSON, a message for each change. */
    public static final byte VERSION = 3;

    static final int ANNOUNCED = 1;
    static final int WITHDRAWN = 2;
    static final int SYNCED = 3;
    static final int PEER_TABLE = 4;
    static final int ANSWERED = 5;
    static final int FEED_GAP = 6;
    static final int KIND = 0x0F;
    /** Behind the route that is announced stands who has marked it as for customers alone; no program before 2026-12 reads it. */
    static final int MARKED = 0x20;

    /** Somebody is named who says so. */
    static final int SPOKEN = 0x40;

    static final int COVERING = 0x80;

    /** In the order of their numbers in a message. */
    static final List<WithdrawalCause> CAUSES = List.of(
            WithdrawalCause.EXPLICIT, WithdrawalCause.PEER_DOWN, WithdrawalCause.RESYNC, WithdrawalCause.OUT_OF_SIGHT);

    public RouteChangeBatch {
        entries = List.copyOf(entries);
    }

    /**
     * @param covering it is of a route that holds whatever is monitored inside it: its {@code monitored} is the route's own
     *     prefix, and it stands for one change of each monitored prefix inside
     */
    public record Entry(RouteChange change, boolean covering) {}

    /** What routes of one announcement have in common; written once in a message. */
    record Attributes(AsPath asPath, List<Community> communities, IpAddress nextHop) {}

    /** Whether the bytes are a batch, and not JSON. */
    public static boolean is(byte[] body) {
        return body.length > 0 && body[0] == VERSION;
    }
}
