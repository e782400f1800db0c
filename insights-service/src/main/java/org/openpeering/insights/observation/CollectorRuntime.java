/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.kafka.streams.runtime.KafkaStreamsRuntimeConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.bmp.Refusals;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.kit.topic.Backoff;
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

    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final BmpConfig config;
    private final MeterRegistry meters;
    private final Traces traces;
    private final KafkaStreams detectors;
    private final KafkaStreamsRuntimeConfig detection;
    /** Microseconds, as every timestamp of the suite. */
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile @Nullable Collector collector;
    private volatile @Nullable BmpListener listener;
    private volatile int port;
    private @Nullable Thread starter;

    CollectorRuntime(
            KafkaClients kafka,
            ObjectMapper json,
            BmpConfig config,
            MeterRegistry meters,
            Traces traces,
            KafkaStreams detectors,
            KafkaStreamsRuntimeConfig detection) {
        this.kafka = kafka;
        this.json = json;
        this.config = config;
        this.meters = meters;
        this.traces = traces;
        this.detectors = detectors;
        this.detection = detection;
    }

    void start(@Observes StartupEvent event) {
        starter = Thread.ofVirtual().name("collector-start").start(this::startWhenPossible);
    }

    private void startWhenPossible() {
        Backoff backoff = new Backoff("starting the collector", LOG);
        while (true) {
            try {
                assemble(kafka.patientProducer("collector"));
                backoff.succeeded();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | IOException | RuntimeException e) {
                close();
                if (!backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private synchronized void assemble(Producer<byte[], byte[]> producer) throws IOException, InterruptedException {
        parts.push(producer);
        Instant begin = clock.instant();
        LiveCollectors collectors =
                new LiveCollectors(kafka.admin(), detection.applicationId(), LiveCollectors.id(detectors));
        parts.push(collectors);
        KafkaSink sink = new KafkaSink(producer, json, clock, traces, collectors.self());
        Collector assembled = new Collector(new CollectorSettings(config.resyncDelay(), config.grace()), sink, clock);
        Inventory inventory = new Inventory(new TrustedSources(config.trustedSources().orElse(List.of()).stream()
                .map(IpPrefix::parse)
                .toList()));
        MonitoredFeed monitored = new MonitoredFeed(assembled);
        Inheritance inheritance = new Inheritance(
                assembled, sink, config, monitored::complete, begin, collectors.self(), collectors::alive);
        // First who may report and what to watch: matching a prefix against full tables costs more than the reverse.
        follow(Topic.EDGE_ROUTERS, EdgeRouter.class, inventory).awaitCaughtUp(CATCH_UP);
        follow(Topic.MONITORED_PREFIXES, MonitoredPrefix.class, monitored).awaitCaughtUp(CATCH_UP);
        follow(Topic.SESSION_STATES, ObservedSession.class, inheritance);
        BmpListener opened = BmpListener.start(settings(), inventory, assembled, clock);
        parts.push(opened);
        tickEverySecond(assembled, inheritance, opened, collectors);
        CollectorMetrics.bind(meters, assembled, opened, sink);
        collector = assembled;
        listener = opened;
        port = opened.port();
        LOG.infof("BMP is taken at %s:%d", config.host(), opened.port());
    }

    private BmpListener.Settings settings() {
        return new BmpListener.Settings(
                config.host(),
                config.port(),
                config.maxWaiting(),
                BmpListener.Settings.DEFAULT.maxMessageLength(),
                config.initiationTimeout());
    }

    private <T> TopicFollower<T> follow(Topic topic, Class<T> type, TopicFollower.Listener<T> listener) {
        TopicFollower<T> follower = new TopicFollower<>(kafka, traces, json, topic, type, listener);
        parts.push(follower);
        follower.start();
        return follower;
    }

    private void tickEverySecond(
            Collector ticked, Inheritance inheritance, BmpListener reviewed, LiveCollectors collectors) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("collector-tick").factory());
        parts.push(timer::shutdownNow);
        var _ = timer.scheduleWithFixedDelay(
                () -> tick(ticked, inheritance, reviewed, collectors), 1, 1, TimeUnit.SECONDS);
    }

    private void tick(Collector ticked, Inheritance inheritance, BmpListener reviewed, LiveCollectors collectors) {
        try {
            reviewed.review();
            collectors.refresh();
            Instant now = clock.instant();
            ticked.tick(now);
            inheritance.tick(now);
        } catch (RuntimeException e) {
            LOG.error("the collector's clock work failed", e);
        }
    }

    /** Why the collector takes nothing now; empty while all is well. */
    Optional<String> trouble() {
        Collector current = collector;
        return port == 0 || current == null
                ? Optional.of("not started: Kafka can't be reached or the port is taken")
                : current.failure().map(failure -> "stopped: " + failure);
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

    /** Who was refused on the BMP port, the latest first. */
    List<Refusals.Entry> refusals() {
        BmpListener current = listener;
        return current == null ? List.of() : current.refusals().latest();
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
