/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/** Something that concerns a monitored prefix, as the collector saw it; what crosses from collector to detectors. */
public sealed interface RouteChange {
    /** The message key. */
    IpPrefix monitored();

    /** When it arrived here. */
    Instant arrived();

    /** Who says so; null in messages that are older than this member. */
    @Nullable
    Speaker by();

    /** A route that is new or differs from the one held before. */
    record Announced(
            IpPrefix monitored,
            Instant arrived,
            ObservedRoute route,
            @Nullable Speaker by) implements RouteChange {
        public Announced(IpPrefix monitored, Instant arrived, ObservedRoute route) {
            this(monitored, arrived, route, null);
        }
    }

    /**
     * A route that is gone.
     *
     * @param session null when router and address tell it; {@link #id} has it always
     */
    record Withdrawn(
            IpPrefix monitored,
            Instant arrived,
            IpPrefix prefix,
            long pathId,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            WithdrawalCause cause,
            @Nullable SessionId session,
            @Nullable Speaker by)
            implements RouteChange {
        public Withdrawn {
            session = session == null ? null : session.unusual();
        }

        public Withdrawn(
                IpPrefix monitored,
                Instant arrived,
                RouteId route,
                Asn peerAsn,
                WithdrawalCause cause,
                @Nullable Speaker by) {
            this(
                    monitored,
                    arrived,
                    route.prefix(),
                    route.pathId(),
                    route.session().router(),
                    route.session().address(),
                    peerAsn,
                    cause,
                    route.session(),
                    by);
        }

        public RouteId id() {
            return new RouteId(SessionId.of(router, peerAddress, session), prefix, pathId);
        }
    }

    /**
     * Everything that a collector holds was matched against this revision of the monitored prefix, and what matched was sent
     * before. What none has told is absent when all have said so.
     *
     * @param collectors all that are alive and have to say so, this one among them; empty while that is not known. In messages
     *     that are older than this member who says so is the only one
     */
    record Synced(
            IpPrefix monitored,
            Instant arrived,
            long monitoredRevision,
            List<String> collectors,
            @Nullable Speaker by) implements RouteChange {
        public Synced {
            collectors = collectors == null
                    ? List.of((by == null ? Speaker.UNKNOWN : by).collector())
                    : List.copyOf(collectors);
        }

        /** Of the only collector. */
        public Synced(IpPrefix monitored, Instant arrived, long monitoredRevision) {
            this(monitored, arrived, monitoredRevision, List.of(Speaker.UNKNOWN.collector()), null);
        }
    }

    /**
     * All that a peer holds of a monitored prefix. Sent when a collector that has been restarted has the peer's whole
     * table again: what was withdrawn in between is known by its absence, and counts as withdrawn with {@link
     * WithdrawalCause#RESYNC}.
     *
     * @param held the peer's routes that concern the prefix
     * @param session null when router and address tell it; {@link #id} has it always
     */
    record PeerTable(
            IpPrefix monitored,
            Instant arrived,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            List<Held> held,
            @Nullable SessionId session,
            @Nullable Speaker by)
            implements RouteChange {
        public PeerTable {
            held = List.copyOf(held);
            session = session == null ? null : session.unusual();
        }

        public PeerTable(
                IpPrefix monitored,
                Instant arrived,
                SessionId session,
                Asn peerAsn,
                List<Held> held,
                @Nullable Speaker by) {
            this(monitored, arrived, session.router(), session.address(), peerAsn, held, session, by);
        }

        public SessionId id() {
            return SessionId.of(router, peerAddress, session);
        }

        /** One of the routes: its own prefix and its path identifier. */
        public record Held(IpPrefix prefix, long pathId) {}
    }

    /**
     * The end of a collector's answer to a {@link RoutesRequest}: all that it holds of the monitored prefix was sent before.
     *
     * @param number of the request
     * @param collectors all that are alive and have to answer, this one among them
     */
    record Answered(
            IpPrefix monitored,
            Instant arrived,
            long number,
            List<String> collectors,
            @Nullable Speaker by) implements RouteChange {
        public Answered {
            collectors = List.copyOf(collectors);
        }
    }

    /**
     * Something that vantages of a feed said may not have been heard: a connection ended, messages were dropped, another
     * collector took over. What any of them told before the speaker's epoch, which is the time of the gap in microseconds
     * since 1970, is in doubt until it is told again or taken back.
     *
     * @param feed with which the vantages' names begin, up to the slash
     * @param outOfSight what was told before that time, and not since, has been in doubt for too long, and counts as
     *     withdrawn with {@link WithdrawalCause#OUT_OF_SIGHT}; null while there is no such time
     */
    record FeedGap(
            IpPrefix monitored,
            Instant arrived,
            String feed,
            @Nullable Instant outOfSight,
            @Nullable Speaker by) implements RouteChange {}

    /** Why a route is gone. */
    enum WithdrawalCause implements WireEnum {
        /** The peer said so. */
        EXPLICIT,
        /** BGP session down, as the router reported. */
        PEER_DOWN,
        /** Not repeated in the table transfer after a reconnection. */
        RESYNC,
        /** The router's BMP stream is gone for longer than the grace time. */
        OUT_OF_SIGHT
    }

    /** The router that it is about, or the feed of vantages; null if it is about neither. */
    default @Nullable String source() {
        return switch (this) {
            case Announced announced -> SessionId.source(announced.route().router());
            case Withdrawn withdrawn -> SessionId.source(withdrawn.router());
            case PeerTable table -> SessionId.source(table.router());
            case FeedGap gap -> gap.feed();
            case Synced _, Answered _ -> null;
        };
    }

    /** The route announced, if this announces one. */
    default @Nullable ObservedRoute announced() {
        return this instanceof Announced announcement ? announcement.route() : null;
    }

    /** The same, as it concerns another monitored prefix; of what is told of one route. */
    default RouteChange concerning(IpPrefix other) {
        return switch (this) {
            case Announced announced -> new Announced(other, announced.arrived(), announced.route(), announced.by());
            case Withdrawn gone ->
                new Withdrawn(other, gone.arrived(), gone.id(), gone.peerAsn(), gone.cause(), gone.by());
            case Synced _, PeerTable _, Answered _, FeedGap _ ->
                throw new IllegalArgumentException(this + " is not of one route");
        };
    }
}
