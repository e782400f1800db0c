/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.ris.LeftFeed;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.insights.ris.RisLiveConfig;
import org.openpeering.insights.ris.Voice;
import org.openpeering.insights.ris.Watch;

/**
 * RIS Live beside the routers' BMP. It has a collector of its own: its tables are never complete, it is no router's, and a
 * burst of it takes no turn from a router. Detectors hear of its routes and gaps; nobody hears of its sessions.
 */
final class VantageFeed {
    /** With which the names of its vantages begin, up to the slash. */
    private static final String NAME = "ris";

    /** Far above what some 1,500 peers hold of ten thousand prefixes in ordinary times. */
    private static final CollectorSettings.Bounds BOUNDS =
            new CollectorSettings.Bounds(200_000, 2_000_000, 4_000_000, 256L << 20);

    /** No table comes that would end: what is not told again is settled by the detectors. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private VantageFeed() {}

    /**
     * Not started yet.
     *
     * @param self which collector this is
     */
    static RisLive of(
            Vertx vertx, RisLiveConfig config, URI url, KafkaSink sink, String self, InstantSource clock, Watch watch) {
        CollectorSettings patience = new CollectorSettings(NEVER, NEVER, NEVER, Set.of(), BOUNDS);
        Speech speech = new Speech(sink, self);
        Collector collector = new Collector(patience, speech, clock);
        return new RisLive(vertx, RisLive.Settings.of(config, url), collector, clock, watch, speech);
    }

    /**
     * Ends what the feed has left that is configured no more; not started yet.
     *
     * @param monitored all that is watched; empty while it is not known
     */
    static LeftFeed left(
            KafkaSink sink,
            String self,
            InstantSource clock,
            Watch watch,
            Supplier<Optional<Collection<IpPrefix>>> monitored) {
        return new LeftFeed(watch, new Speech(sink, self), monitored, clock);
    }

    /** What is said of vantages is of the feed's epoch, whichever connection brought it. */
    private static final class Speech implements CollectorSink, Voice {
        private final KafkaSink sink;
        private final String self;
        private volatile long epoch;

        Speech(KafkaSink sink, String self) {
            this.sink = sink;
            this.self = self;
        }

        @Override
        public void session(SessionObservation observation) {}

        @Override
        public void route(RouteObservation observation) {
            sink.route(observation, epoch);
        }

        @Override
        public boolean hasRoom() {
            return sink.hasRoom();
        }

        @Override
        public void awaitRoom() {
            sink.awaitRoom();
        }

        @Override
        public void table(PeerSession session, IpPrefix monitored, List<RouteId> held) {
            sink.table(session, monitored, held);
        }

        /** A prefix is complete when the routers' tables were matched. */
        @Override
        public void synced(IpPrefix monitored, long revision) {}

        @Override
        public void gap(Collection<IpPrefix> monitored, long of, Instant now) {
            epoch = of;
            tell(monitored, null, now);
        }

        @Override
        public void outOfSight(Collection<IpPrefix> monitored, Instant before, Instant now) {
            tell(monitored, before, now);
        }

        private void tell(Collection<IpPrefix> monitored, @Nullable Instant outOfSight, Instant now) {
            Speaker by = new Speaker(self, epoch);
            monitored.forEach(prefix -> sink.change(new RouteChange.FeedGap(prefix, now, NAME, outOfSight, by)));
        }
    }
}
