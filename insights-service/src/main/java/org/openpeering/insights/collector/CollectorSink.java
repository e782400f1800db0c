/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.List;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.MinuteCounter;

/**
 * Takes what a {@link Collector} found. Calls about a router come one after another,
 * and their order is the order of facts; those about routers of different shards may come at the same time.
 * A call may block, and then everybody waits; who has no room says so before ({@link #hasRoom}). It must not call the
 * collector back. If it throws, the collector stops for good ({@link Collector#failure}): what it had to say is lost, and it would otherwise hide that.
 */
public interface CollectorSink {
    void session(SessionObservation observation);

    /** One monitored prefix and one route. */
    void route(RouteObservation observation);

    /** All that a session holds of a monitored prefix, asked for again; its routes have been given to {@link #route}. */
    default void table(PeerSession session, IpPrefix monitored, List<RouteId> held) {}

    /** All routes that the RIB holds for a prefix newly monitored have been given to {@link #route}. */
    void synced(IpPrefix monitored, long revision);

    /** What was counted of a session, for statistics: the same minute comes again with more. */
    default void counted(MinuteCounter.Told told) {}

    /** False while whoever leads to more should wait. What is said all the same is taken. */
    default boolean hasRoom() {
        return true;
    }

    /** Returns when there is room, or when the thread is interrupted. */
    default void awaitRoom() {}
}
