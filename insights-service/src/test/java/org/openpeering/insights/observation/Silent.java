/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;

/** Takes what a collector says, and says nothing. */
final class Silent implements CollectorSink {
    @Override
    public void session(SessionObservation observation) {}

    @Override
    public void route(RouteObservation observation) {}

    @Override
    public void synced(IpPrefix monitored, long revision) {}
}
