/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.kafka.streams.runtime.KafkaStreamsRuntimeConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.Refusals;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.ris.LeftFeed;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.insights.ris.RisLiveConfig;
import org.openpeering.kit.topic.Attempts;
import org.openpeering.kit.topic.KafkaClients;
import org.openpeering.kit.topic.TopicFollower;
import org.openpeering.kit.trace.Traces;

/**
 * Owns the collector's life: starts it when Kafka can be reached, in whatever order the suite comes up, and closes the
 * BMP port first when the service stops.
 */
@ApplicationScoped
public class CollectorRuntime {
    private static final Logger LOG = Logger.getLogger(CollectorRuntime.class);

    private static final int ANSWERS_EVERY_SECOND = 100;

    /** Longer than any election of leaders takes. */
    private static final Duration UNSENT = Duration.ofMinutes(1);

    /** Behind the name of the detectors' group. */
    private static final String VANTAGE_GROUP = ".ris";

    /** Likewise. */
    private static final String ATTENDANCE_GROUP = ".attendance";

    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final BmpConfig config;
    private final CollectorConfig collecting;
    private final RibConfig rib;
    private final RisLiveConfig vantageConfig;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Traces traces;
    private final KafkaStreams detectors;
    private final KafkaStreamsRuntimeConfig detection;
    private final OwnAddress addresses;
    private final Directory directory;
    private final GapConfig gaps;
    /** Microseconds, as every timestamp of the suite. */
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

    private final Attempts starting = new Attempts("starting the collector");
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile @Nullable Collector collector;
    private volatile @Nullable String self;
    private volatile @Nullable BmpListener listener;
    private volatile @Nullable MonitoredFeed watched;
    private volatile @Nullable KafkaSink sink;
    private volatile @Nullable RisLive risLive;
    private volatile @Nullable Retelling retelling;
    private volatile int port;
    private @Nullable Thread starter;

    CollectorRuntime(
            KafkaClients kafka,
            ObjectMapper json,
            BmpConfig config,
            CollectorConfig collecting,
            RibConfig rib,
            RisLiveConfig vantageConfig,
            Vertx vertx,
            MeterRegistry meters,
            Traces traces,
            KafkaStreams detectors,
            KafkaStreamsRuntimeConfig detection,
            OwnAddress addresses,
            Directory directory,
            GapConfig gaps) {
        this.kafka = kafka;
        this.json = json;
        this.config = config;
        this.collecting = collecting;
        this.rib = rib;
        this.vertx = vertx;
        this.vantageConfig = vantageConfig;
        this.meters = meters;
        this.traces = traces;
        this.detectors = detectors;
        this.detection = detection;
        this.addresses = addresses;
        this.directory = directory;
        this.gaps = gaps;
    }

    void start(@Observes StartupEvent event) {
        starter = Thread.ofVirtual()
                .name("collector-start")
                .start(() -> starting.run(() -> assemble(kafka.patientProducer("collector")), this::close));
    }

    private synchronized void assemble(Producer<byte[], byte[]> producer)
            throws ExecutionException, IOException, InterruptedException {
        parts.push(producer);
        Admin admin = kafka.admin();
        parts.push(admin);
        LiveCollectors collectors = new LiveCollectors(admin, detection.applicationId(), LiveCollectors.id(detectors));
        // Read before anybody here writes it.
        Attendance attendance = Attendance.begin(
                admin,
                detection.applicationId() + ATTENDANCE_GROUP,
                new Attendance.Patience(
                        config.grace(), config.grace().plus(config.resyncDelay()), config.tablePatience()));
        Detectors progress = new Detectors(admin, detection.applicationId());
        // Before the prefixes are read: of each it is said who else has to match it.
        collectors.refresh();
        SendQueue queue = new SendQueue(collecting.maxUnsentMib() << 20).start();
        KafkaSink sink = new KafkaSink(
                producer,
                queue,
                json,
                clock,
                traces,
                collectors.self(),
                addresses.own(),
                collectors::all,
                Completions.held(),
                new ActivityMeters(meters));
        // The queue closes first: what waits in it goes by way of the sink.
        parts.push(sink);
        parts.push(queue);
        Collector assembled = new Collector(
                CollectorOptions.collector(config, rib),
                sink,
                clock,
                Math.max(1, collecting.shards().orElse(Runtime.getRuntime().availableProcessors())));
        Whereabouts whereabouts = new Whereabouts(collectors.self(), collectors::alive);
        Inventory inventory = new Inventory(CollectorOptions.trusted(config), whereabouts);
        VantageFeeds feeds =
                new VantageFeeds(vertx, kafka, vantageConfig, detection.applicationId() + VANTAGE_GROUP, clock);
        Optional<RisLive> vantages = feeds.configured(sink, collectors.self());
        vantages.ifPresent(parts::push);
        MonitoredFeed monitored = new MonitoredFeed(assembled, vantages);
        Inheritance inheritance =
                new Inheritance(assembled, sink, config, monitored::complete, collectors.self(), collectors::alive);
        Retelling retelling = new Retelling(assembled, vantages, sink, monitored::prefixes);
        GapWatch watch = new GapWatch(
                assembled,
                vantages,
                sink,
                monitored::prefixes,
                directory,
                collectors,
                attendance,
                gaps,
                config.grace(),
                config.resyncDelay(),
                meters);
        // First who may report and what to watch: matching a prefix against full tables costs more than the reverse.
        follow(Topic.EDGE_ROUTERS, EdgeRouter.class, directory.routers().before(message -> {
                    inventory.received(message);
                    assembled.internetTables(message.key(), internetTables(message.key()));
                }))
                .awaitCaughtUp(CATCH_UP);
        follow(
                        Topic.MONITORED_PREFIXES,
                        MonitoredPrefix.class,
                        directory.monitored().before(monitored))
                .awaitCaughtUp(CATCH_UP);
        if (vantages.isPresent()) {
            vantages.get().start();
        } else {
            LeftFeed left = feeds.left(sink, collectors.self(), monitored);
            parts.push(left);
            left.start();
        }
        // Epochs given here are greater than those that were given before.
        follow(
                        Topic.SESSION_STATES,
                        ObservedSession.class,
                        directory.sessions().before(whereabouts).before(inheritance))
                .awaitCaughtUp(CATCH_UP);
        follow(Topic.COLLECTOR_GAPS, CollectorGap.class, directory.gaps().before(watch))
                .awaitCaughtUp(CATCH_UP);
        follow(Topic.PEERINGS, Peering.class, directory.peerings()).awaitCaughtUp(CATCH_UP);
        // Who asks for one that is not here yet asks its owner: nobody waits for these.
        follow(Topic.PEERING_SERVICES, PeeringService.class, directory.services());
        follow(Topic.PLACES, Place.class, directory.places());
        follow(Topic.PREFIX_LATENCY, PrefixLatency.class, directory.latencies());
        BmpListener opened = BmpListener.start(CollectorOptions.listener(config), inventory, assembled, clock);
        // Behind the last of what routers send.
        parts.push(assembled::tellCounts);
        parts.push(opened);
        RouteRequests requests = new RouteRequests();
        follow(Topic.ROUTE_REQUESTS, RoutesRequest.class, requests);
        Answers answers = new Answers(assembled, vantages, sink, requests, inheritance, collectors::all);
        parts.push(Ticks.start(
                clock,
                List.of(
                        now -> opened.review(),
                        now -> collectors.refresh(),
                        assembled::tick,
                        inheritance::tick,
                        retelling::tick,
                        now -> give(sink, answers),
                        now -> sink.complete(now, progress),
                        watch::tick)));
        CollectorMetrics.bind(meters, assembled, opened, sink);
        CollectorMetrics.bind(meters, queue);
        this.sink = sink;
        self = collectors.self();
        CollectorMetrics.bind(meters, vantages);
        collector = assembled;
        risLive = vantages.orElse(null);
        this.retelling = retelling;
        listener = opened;
        watched = monitored;
        port = opened.port();
        LOG.infof("BMP is taken at %s:%d", config.host(), opened.port());
    }

    /** As the inventory says it now. */
    private Set<String> internetTables(String router) {
        return directory
                .routers()
                .find(router)
                .map(known -> Set.copyOf(known.internetTables()))
                .orElse(Set.of());
    }

    private <T> TopicFollower<T> follow(Topic topic, Class<T> type, TopicFollower.Listener<T> listener) {
        TopicFollower<T> follower = new TopicFollower<>(kafka, traces, json, topic, type, listener);
        parts.push(follower);
        follower.start();
        return follower;
    }

    private static void give(KafkaSink sink, Answers answers) {
        if (sink.hasRoom()) {
            answers.give(ANSWERS_EVERY_SECOND);
        }
    }

    /** Why the collector takes nothing now; empty while all is well. */
    Optional<String> trouble() {
        return port == 0 || collector == null
                ? Optional.of(notStarted())
                : stopped().or(this::unsent);
    }

    private String notStarted() {
        return starting.failure()
                .filter(Error.class::isInstance)
                .map(error -> "not started: " + error.getClass().getName() + "; see the log")
                .orElse("not started: Kafka can't be reached or the port is taken");
    }

    /** Why it takes nothing any more, until the service is started anew; empty while that is not so. */
    Optional<String> stopped() {
        Collector current = collector;
        return Optional.ofNullable(current)
                .flatMap(Collector::failure)
                .map(failure -> "stopped: " + failure)
                .or(() -> vantages().flatMap(RisLive::stopped).map(failure -> "RIS Live stopped: " + failure));
    }

    private Optional<String> unsent() {
        KafkaSink current = sink;
        return (current == null
                        ? Optional.<Instant>empty()
                        : current.deliveries().failingSince())
                .filter(since -> since.plus(UNSENT).isBefore(clock.instant()))
                .map(since -> "Kafka has refused everything since " + since);
    }

    /** Empty until it has started. */
    public Optional<Collector> collector() {
        return Optional.ofNullable(collector);
    }

    /** Which life of which collector this is, as session-states says it; empty until it has started. */
    public Optional<String> self() {
        return Optional.ofNullable(self);
    }

    /** Where BMP is taken, 0 while it is not. */
    int port() {
        return port;
    }

    /** All peers that are up or waited for. */
    List<PeerStatus> peers() {
        Collector current = collector;
        return current == null ? List.of() : current.peers();
    }

    /** The feed of vantages elsewhere; empty when there is none, or not yet. */
    Optional<RisLive> vantages() {
        return Optional.ofNullable(risLive);
    }

    /**
     * Tells detectors again what is held here of monitored prefixes.
     *
     * @param part a router's name or a session's text: of its routes alone; null: of all
     */
    public void resync(Collection<IpPrefix> prefixes, @Nullable String part) {
        Retelling current = retelling;
        if (current == null) {
            return;
        }
        if (part == null) {
            prefixes.forEach(current::ask);
        } else {
            current.ask(prefixes, part);
        }
    }

    /**
     * Has whoever reads a feed of vantages tell again what they hold of a monitored prefix: it may be another instance, and one
     * that holds no session.
     */
    public void resyncVantages(IpPrefix prefix) {
        KafkaSink current = sink;
        if (current != null && vantageConfig.url().isPresent()) {
            current.request(prefix, clock.millis());
        }
    }

    /** Who was refused on the BMP port, the latest first. */
    List<Refusals.Entry> refusals() {
        BmpListener current = listener;
        return current == null ? List.of() : current.refusals().latest();
    }

    /** All monitored prefixes as their owners declare them; empty while they are not known yet. */
    public Optional<List<MonitoredPrefix>> declared() {
        MonitoredFeed current = watched;
        return current == null ? Optional.empty() : Optional.of(current.declared());
    }

    void stop(@Observes ShutdownEvent event) {
        if (starter != null) {
            starter.interrupt();
        }
        close();
    }

    private synchronized void close() {
        port = 0;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.debug("a part of the collector did not close", e);
            }
        }
    }
}
