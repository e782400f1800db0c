/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import org.openpeering.contract.net.IpPrefix;

/**
 * Takes what a {@link Collector} found. Never called by two threads at once; the order of calls is the order of facts.
 * A call may block, and then routers wait. It must not call the collector back. If it throws, the collector stops for
 * good ({@link Collector#failure}): what it had to say is lost, and it would otherwise hide that.
 */
public interface CollectorSink {
    void session(SessionObservation observation);

    /** One monitored prefix and one route. */
    void route(RouteObservation observation);

    /** All routes that the RIB holds for a prefix newly monitored have been given to {@link #route}. */
    void synced(IpPrefix monitored, long revision);
}
