/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.ris.RisLive;

/**
 * Tells again what may not have arrived: what Kafka refused, and what an operator asks for. Of each prefix first which routes
 * are gone, where that was refused and it still holds, then all that is held, and of each complete table that this is all;
 * last that it was matched, where that was refused.
 */
final class Retelling {
    /** So that telling a whole table again leaves room for what is new. */
    private static final int PREFIXES_A_TURN = 100;

    private final Collector collector;
    private final Optional<RisLive> vantages;
    private final KafkaSink sink;
    private final Supplier<? extends Collection<IpPrefix>> monitored;
    private final Resyncs resyncs = new Resyncs();
    /** What is to be said behind all that is held; of the thread that ticks. */
    private final Map<IpPrefix, RouteChange.Synced> owed = new HashMap<>();

    /** @param monitored all that is watched */
    Retelling(
            Collector collector,
            Optional<RisLive> vantages,
            KafkaSink sink,
            Supplier<? extends Collection<IpPrefix>> monitored) {
        this.collector = collector;
        this.vantages = vantages;
        this.sink = sink;
        this.monitored = monitored;
    }

    void ask(IpPrefix prefix) {
        resyncs.all(prefix);
    }

    /** What a router's sessions hold of prefixes, or one session. */
    void ask(Collection<IpPrefix> prefixes, String routerOrSession) {
        resyncs.part(prefixes, routerOrSession);
    }

    /** To be called every second or so. */
    void tick(Instant now) {
        if (!sink.hasRoom()) {
            return;
        }
        sink.unsent().takeGaps().forEach(sink::gap);
        sink.unsent().takeSessions(now).forEach(sink::session);
        sink.unsent().takeAround(monitored, now).stream()
                .filter(this::stillGone)
                .forEach(sink::changeAround);
        sink.unsent().takePrefixes(PREFIXES_A_TURN, now).forEach((prefix, again) -> {
            again.withdrawn().stream().filter(this::stillGone).forEach(sink::change);
            vantages.ifPresent(feed -> feed.unsent(prefix));
            resyncs.all(prefix);
            if (again.synced() != null) {
                owed.put(prefix, again.synced());
            }
        });
        resyncs.take(PREFIXES_A_TURN).forEach(this::tell);
    }

    private boolean stillGone(RouteChange.Withdrawn withdrawn) {
        return !collector.holds(withdrawn.id())
                && vantages.filter(feed -> feed.holds(withdrawn.id())).isEmpty();
    }

    private void tell(IpPrefix prefix, Predicate<SessionId> of) {
        collector.resync(prefix, of);
        vantages.ifPresent(feed -> feed.resync(prefix, of));
        RouteChange.Synced synced = owed.remove(prefix);
        if (synced != null) {
            sink.change(synced);
        }
    }
}
