/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.IpPrefix;

/** Writes down, one line a call. */
final class RecordingSink implements CollectorSink {
    private final List<String> lines = new ArrayList<>();
    final List<RouteObservation> routes = new ArrayList<>();
    final List<SessionObservation> sessions = new ArrayList<>();

    @Override
    public synchronized void session(SessionObservation observation) {
        sessions.add(observation);
        lines.add(
                switch (observation) {
                    case SessionObservation.Established up ->
                        "UP " + up.session().peer().address() + (up.resumed() ? " resumed" : "");
                    case SessionObservation.Down down ->
                        "DOWN " + down.session().peer().address() + " " + down.reason()
                                + (down.error().isEmpty() ? "" : " " + down.error());
                });
    }

    @Override
    public synchronized void route(RouteObservation observation) {
        routes.add(observation);
        lines.add(observation.cause() + " " + observation.route() + " " + observation.relation() + " "
                + observation.monitored().prefix()
                + observation
                        .attributes()
                        .map(attributes -> " via " + attributes.asPath())
                        .orElse(""));
    }

    @Override
    public synchronized void synced(IpPrefix monitored, long revision) {
        lines.add("SYNCED " + monitored + " " + revision);
    }

    /** What was written since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
