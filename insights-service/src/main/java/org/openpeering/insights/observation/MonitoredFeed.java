/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/** Tells the collector which prefixes to watch. */
final class MonitoredFeed implements TopicFollower.Listener<MonitoredPrefix> {
    private final Collector collector;
    private final Optional<RisLive> vantages;
    /** Revisions of what is watched, and of what is not watched any more. */
    private final Map<IpPrefix, Long> revisions = new ConcurrentHashMap<>();
    /** What the owners declare of what is watched. */
    private final Map<IpPrefix, MonitoredPrefix> declared = new ConcurrentHashMap<>();

    private volatile boolean complete;

    /** @param vantages the feed that looks at them from elsewhere, if there is one */
    MonitoredFeed(Collector collector, Optional<RisLive> vantages) {
        this.collector = collector;
        this.vantages = vantages;
    }

    @Override
    public void received(Received<MonitoredPrefix> message) {
        IpPrefix prefix = IpPrefix.parse(message.key());
        Long known = revisions.put(prefix, message.revision());
        if (known != null && known > message.revision()) {
            revisions.put(prefix, known);
        } else if (message.body() == null) {
            declared.remove(prefix);
            collector.unmonitor(prefix);
            vantages.ifPresent(feed -> feed.unmonitor(prefix));
        } else if (known == null || known < message.revision()) {
            declared.put(prefix, message.body());
            collector.monitor(prefix, message.revision());
            vantages.ifPresent(feed -> feed.monitor(prefix, message.revision()));
        }
    }

    @Override
    public void caughtUp() {
        complete = true;
    }

    /** All that is watched, as its owners declare it now. */
    List<MonitoredPrefix> declared() {
        return List.copyOf(declared.values());
    }

    /** All that is watched. */
    Collection<IpPrefix> prefixes() {
        return Collections.unmodifiableCollection(declared.keySet());
    }

    /** Everything that was monitored when the service started is known. */
    boolean complete() {
        return complete;
    }
}
