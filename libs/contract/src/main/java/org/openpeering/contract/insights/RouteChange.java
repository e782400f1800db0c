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

    /** A route that is new or differs from the one held before. */
    record Announced(IpPrefix monitored, Instant arrived, ObservedRoute route) implements RouteChange {}

    /** A route that is gone. */
    record Withdrawn(
            IpPrefix monitored,
            Instant arrived,
            IpPrefix prefix,
            long pathId,
            String router,
            IpAddress peerAddress,
            Asn peerAsn,
            WithdrawalCause cause)
            implements RouteChange {}

    /** Everything held was matched against this revision of the monitored prefix, and what matched was sent before. */
    record Synced(IpPrefix monitored, Instant arrived, long monitoredRevision) implements RouteChange {}

    /**
     * All that a peer holds of a monitored prefix. Sent when a collector that has been restarted has the peer's whole
     * table again: what was withdrawn in between is known by its absence, and counts as withdrawn with {@link
     * WithdrawalCause#RESYNC}.
     *
     * @param held the peer's routes that concern the prefix
     */
    record PeerTable(
            IpPrefix monitored, Instant arrived, String router, IpAddress peerAddress, Asn peerAsn, List<Held> held)
            implements RouteChange {
        public PeerTable {
            held = List.copyOf(held);
        }

        /** One of the routes: its own prefix and its path identifier. */
        public record Held(IpPrefix prefix, long pathId) {}
    }

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

    /** The route announced, if this announces one. */
    default @Nullable ObservedRoute announced() {
        return this instanceof Announced announcement ? announcement.route() : null;
    }
}
