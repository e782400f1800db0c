/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/** Tells the collector which prefixes to watch. */
final class MonitoredFeed implements TopicFollower.Listener<MonitoredPrefix> {
    private final Collector collector;
    /** Revisions of what is watched, and of what is not watched any more. */
    private final Map<IpPrefix, Long> revisions = new ConcurrentHashMap<>();

    private volatile boolean complete;

    MonitoredFeed(Collector collector) {
        this.collector = collector;
    }

    @Override
    public void received(Received<MonitoredPrefix> message) {
        IpPrefix prefix = IpPrefix.parse(message.key());
        Long known = revisions.put(prefix, message.revision());
        if (known != null && known > message.revision()) {
            revisions.put(prefix, known);
        } else if (message.body() == null) {
            collector.unmonitor(prefix);
        } else if (known == null || known < message.revision()) {
            collector.monitor(prefix, message.revision());
        }
    }

    @Override
    public void caughtUp() {
        complete = true;
    }

    /** Everything that was monitored when the service started is known. */
    boolean complete() {
        return complete;
    }
}
