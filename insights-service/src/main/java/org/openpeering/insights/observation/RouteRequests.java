/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/** The detectors' requests that this collector has not answered. Those of before its start are asked again. */
final class RouteRequests implements TopicFollower.Listener<RoutesRequest> {
    private final Map<IpPrefix, Long> open = new LinkedHashMap<>();
    private final Map<IpPrefix, Long> known = new LinkedHashMap<>();
    private boolean live;

    @Override
    public synchronized void received(Received<RoutesRequest> message) {
        RoutesRequest request = message.body();
        if (request == null) {
            return;
        }
        Long before = known.put(request.monitored(), request.number());
        if (live && (before == null || before < request.number())) {
            open.put(request.monitored(), request.number());
        }
    }

    @Override
    public synchronized void caughtUp() {
        live = true;
    }

    /** The numbers of at most so many requests, by their prefixes, the oldest first; they are open no more. */
    synchronized Map<IpPrefix, Long> take(int most) {
        Map<IpPrefix, Long> taken = new LinkedHashMap<>();
        open.entrySet().stream().limit(most).forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
        open.keySet().removeAll(taken.keySet());
        return taken;
    }
}
