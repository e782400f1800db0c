/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * A BGP session as an edge router's BMP stream shows it.
 *
 * @param router the router's BMP sysName
 * @param established false: down, or out of sight for longer than the grace time
 * @param since arrival time of the message that said so
 * @param reason why it is down; empty while it is up
 * @param revision of one connection's messages greater than of any older one's, {@link #revision(long, long)}: who keeps the
 *     highest ignores what a collector says late that has lost the router
 * @param collector which life of which collector says so; null in messages that are older than this member
 * @param epoch of the router's connection ({@link Speaker}); 0 in messages that are older than this member
 * @param session null when router and address tell it; {@link #id} has it always
 * @param address at which the collector answers questions about what it holds, {@code host:port}; null in messages that are
 *     older than this member
 * @param source the router's address from which its BMP connection comes; null where a proxy stands between, where nothing is
 *     connected, and in messages that are older than this member
 * @param complete whether it is a fact that a route is absent which the collector does not hold; false while the table is
 *     coming or doubtful. Null while the session is not established, and in messages that are older than this member: yes
 */
public record ObservedSession(
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        IpAddress localAddress,
        boolean established,
        Instant since,
        String reason,
        long revision,
        @Nullable String collector,
        long epoch,
        @Nullable SessionId session,
        @Nullable String address,
        @Nullable IpAddress source,
        @Nullable Boolean complete)
        implements Revisioned {
    /** Messages of a session on one connection that have revisions of their own until those of a later one are reached. */
    private static final int MESSAGES_BITS = 8;

    public ObservedSession {
        requireNonNull(router, "router");
        requireNonNull(peerAddress, "peerAddress");
        requireNonNull(peerAsn, "peerAsn");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        session = session == null ? null : session.unusual();
    }

    /** As nobody in particular says it, of a usual session. */
    public ObservedSession(
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            IpAddress localAddress,
            boolean established,
            Instant since,
            String reason,
            long revision) {
        this(
                router,
                peerAddress,
                peerAsn,
                localAddress,
                established,
                since,
                reason,
                revision,
                null,
                0,
                null,
                null,
                null,
                null);
    }

    /** The same, of a collector that answers there. */
    public ObservedSession at(String where) {
        return new ObservedSession(
                router,
                peerAddress,
                peerAsn,
                localAddress,
                established,
                since,
                reason,
                revision,
                collector,
                epoch,
                session,
                where,
                source,
                complete);
    }

    /**
     * The revision of a message.
     *
     * @param epoch of the connection, in microseconds: the next one is far off, should there ever be more messages than bits
     * @param number of the message on this connection, from 0
     */
    public static long revision(long epoch, long number) {
        return (epoch << MESSAGES_BITS) + number;
    }

    /** Which session it is. */
    public SessionId id() {
        return SessionId.of(router, peerAddress, session);
    }

    /** Whether the session announces nothing that is not seen on it. */
    public boolean absenceCounts() {
        return complete == null || complete;
    }

    @Override
    public String key() {
        return id().toString();
    }
}
