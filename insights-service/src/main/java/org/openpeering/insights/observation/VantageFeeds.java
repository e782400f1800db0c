/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.openpeering.contract.event.Topic;
import org.openpeering.insights.ris.LeftFeed;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.insights.ris.RisLiveConfig;
import org.openpeering.insights.ris.Watch;
import org.openpeering.kit.topic.KafkaClients;

/**
 * The feed of vantages as the configuration has it, or what is left of one that it has no more.
 *
 * @param group in which one instance alone has its turn
 */
record VantageFeeds(Vertx vertx, KafkaClients kafka, RisLiveConfig config, String group, InstantSource clock) {
    /** Not started yet; empty where none is configured. */
    Optional<RisLive> configured(KafkaSink sink, String self) throws ExecutionException, InterruptedException {
        URI url = config.url().orElse(null);
        return url == null
                ? Optional.empty()
                : Optional.of(VantageFeed.of(vertx, config, url, sink, self, clock, watch()));
    }

    /** Ends what was left; not started yet. */
    LeftFeed left(KafkaSink sink, String self, MonitoredFeed monitored)
            throws ExecutionException, InterruptedException {
        return VantageFeed.left(
                sink,
                self,
                clock,
                watch(),
                () -> monitored.complete() ? Optional.of(monitored.prefixes()) : Optional.empty());
    }

    private Watch watch() throws ExecutionException, InterruptedException {
        return new KafkaWatch(kafka.stickyConsumer(group), Topic.ROUTE_CHANGES.deadLetterName());
    }
}
