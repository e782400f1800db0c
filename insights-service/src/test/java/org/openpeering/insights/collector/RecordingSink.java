/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.MinuteCounter;

/** Writes down, one line a call; what is said of tables apart. */
final class RecordingSink implements CollectorSink {
    private final List<String> lines = new ArrayList<>();
    final List<RouteObservation> routes = new ArrayList<>();
    final List<SessionObservation> sessions = new ArrayList<>();
    /** One word each time. */
    private final List<String> tables = new ArrayList<>();

    volatile boolean room = true;

    @Override
    public synchronized void session(SessionObservation observation) {
        if (observation instanceof SessionObservation.Table table) {
            tables.add(table.session().id().address() + (table.complete() ? " complete" : " unknown"));
            return;
        }
        sessions.add(observation);
        lines.add(
                switch (observation) {
                    case SessionObservation.Table _ -> throw new IllegalStateException();
                    case SessionObservation.Established up ->
                        "UP " + up.session().id().address() + (up.resumed() ? " resumed" : "");
                    case SessionObservation.Down down ->
                        "DOWN " + down.session().id().address() + " " + down.reason()
                                + (down.error().isEmpty() ? "" : " " + down.error());
                });
    }

    /** What was said of tables since the last call. */
    synchronized List<String> takeTables() {
        List<String> taken = List.copyOf(tables);
        tables.clear();
        return taken;
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
    public synchronized void table(PeerSession session, IpPrefix monitored, List<RouteId> held) {
        lines.add("TABLE " + session.id() + " " + monitored + " "
                + held.stream().map(RouteId::prefix).toList());
    }

    @Override
    public synchronized void synced(IpPrefix monitored, long revision) {
        lines.add("SYNCED " + monitored + " " + revision);
    }

    final List<RouteActivity> counted = new ArrayList<>();

    @Override
    public synchronized void counted(MinuteCounter.Told told) {
        counted.add(told.now());
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    /** What was written since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
