/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.ris.RisLive;

/**
 * Answers the detectors' requests for routes: tells again all that is held of a prefix, and then that this was all. Detectors
 * conclude from the answers of all collectors that nobody carries a route; therefore nothing is answered while something
 * may be carried that no collector holds, since its collector is gone and its router's table has not come here yet; nor what
 * is asked of a prefix that is not watched here, or not yet: it is asked again.
 */
final class Answers {
    private final Collector collector;
    private final Optional<RisLive> vantages;
    private final KafkaSink sink;
    private final RouteRequests requests;
    private final Inheritance inheritance;
    private final Supplier<Optional<Set<String>>> collectors;

    /** @param collectors all that are alive, this one among them; empty while that is not known */
    Answers(
            Collector collector,
            Optional<RisLive> vantages,
            KafkaSink sink,
            RouteRequests requests,
            Inheritance inheritance,
            Supplier<Optional<Set<String>>> collectors) {
        this.collector = collector;
        this.vantages = vantages;
        this.sink = sink;
        this.requests = requests;
        this.inheritance = inheritance;
        this.collectors = collectors;
    }

    /** Answers at most so many; to be called every second or so. */
    void give(int most) {
        collectors
                .get()
                .filter(all -> inheritance.settled())
                .ifPresent(all -> requests.take(most).forEach((prefix, number) -> {
                    if (collector.resync(prefix)) {
                        vantages.ifPresent(feed -> feed.resync(prefix, _ -> true));
                        sink.answered(prefix, number, all);
                    }
                }));
    }
}
