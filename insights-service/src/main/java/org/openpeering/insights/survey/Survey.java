/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.survey;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.TableStatus;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.insights.origin.RpkiOrigins;
import org.openpeering.insights.relationship.Damping;
import org.openpeering.insights.relationship.Inference;
import org.openpeering.insights.relationship.Inference.Source;
import org.openpeering.insights.relationship.KnownRelationships;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.insights.relationship.Votes;
import org.openpeering.insights.relationship.Ways;
import org.openpeering.insights.stream.DetectionConfig;

/**
 * Reads the tables of each router that reports here, router by router, on a thread of its own: at first when the router's
 * tables have come, then once in an interval. Tables are read in slices; nothing waits for it. What was found is told to all
 * instances, this one too ({@link VoteTopic}), and counts when it has come back.
 */
@ApplicationScoped
public class Survey {
    private static final Logger LOG = Logger.getLogger(Survey.class);

    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration COMES_BACK = Duration.ofSeconds(5);

    private final RelationshipConfig config;
    private final Networks networks;
    private final CollectorRuntime runtime;
    private final Directory directory;
    private final RpkiOrigins rpki;
    private final KnownRelationships known;
    private final InstantSource clock = Clock.systemUTC();
    private final VoteTopic votes;
    /** For each router: a run that has not come back, since Kafka has not taken it, is made again then. */
    private final Map<String, Instant> again = new HashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("relationships").factory());

    Survey(
            RelationshipConfig config,
            DetectionConfig detection,
            CollectorRuntime runtime,
            Directory directory,
            RpkiOrigins rpki,
            KnownRelationships known,
            VoteTopic votes) {
        this.config = config;
        this.networks = detection.networks();
        this.runtime = runtime;
        this.directory = directory;
        this.rpki = rpki;
        this.known = known;
        this.votes = votes;
    }

    void start(@Observes StartupEvent event) {
        renew();
        votes.follow(this::renew);
        var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        // Who remembers what it has seen by it asks again, since attestations change meanwhile.
        var _ = timer.scheduleWithFixedDelay(this::renewAgain, 1, 1, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        votes.close();
    }

    private void look() {
        try {
            Optional<Collector> collector = runtime.collector();
            if (collector.isPresent() && directory.complete() && votes.complete()) {
                look(collector.get());
            }
        } catch (ExecutionException | TimeoutException | RuntimeException | Error e) {
            LOG.errorf("the tables could not be read for relationships, or nobody told of it: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Collector collector) throws ExecutionException, InterruptedException, TimeoutException {
        SortedMap<String, List<TableStatus>> routers = collector.tables().stream()
                .filter(TableStatus::judged)
                .collect(Collectors.groupingBy(
                        table -> table.session().id().router(), TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<TableStatus>> router : routers.entrySet()) {
            if (takesPart(router.getKey()) && due(router.getKey(), router.getValue(), clock.instant())) {
                run(collector, router.getKey(), router.getValue());
            }
        }
        for (String router : votes.routers()) {
            if (directory.routers().find(router).isEmpty()) {
                votes.forget(router, clock.instant());
            }
        }
    }

    private boolean takesPart(String router) {
        return directory
                        .routers()
                        .values()
                        .map(EdgeRouter::name)
                        .filter(name -> name.compareTo(router) < 0)
                        .count()
                < config.maxRouters();
    }

    private boolean due(String router, List<TableStatus> tables, Instant now) {
        Instant last = votes.of(router).at();
        return tables.stream().anyMatch(table -> table.complete() && table.routes() > 0)
                && tables.stream().noneMatch(TableStatus::coming)
                && (last == null || last.isBefore(now.minus(config.interval())))
                && !now.isBefore(again.getOrDefault(router, Instant.MIN));
    }

    private void run(Collector collector, String router, List<TableStatus> tables)
            throws ExecutionException, InterruptedException, TimeoutException {
        again.put(router, clock.instant().plus(AGAIN));
        Inference inference = new Inference(networks.transitFree(), config.bounds());
        tables.stream().map(TableStatus::session).distinct().forEach(session -> {
            Source source = source(session);
            collector.paths(session.id(), path -> inference.take(Ways.of(path, networks.routeServers()), source));
        });
        Votes next = Damping.next(votes.of(router), inference, clock.instant());
        votes.tell(router, next);
        again.put(router, clock.instant().plus(COMES_BACK));
        LOG.infof(
                "tables of %s: %d paths tell of %d pairs of networks, %d of which are taken for customer and provider%s",
                router,
                inference.ways(),
                next.size(),
                next.inForce(),
                next.left() == 0 ? "" : "; something found no room " + next.left() + " times");
    }

    /** A registered partner's session has what the partner is to announce: itself and its customers. */
    private Source source(PeerSession session) {
        boolean partner = directory
                .peerings()
                .values()
                .anyMatch(peering -> peering.asn().equals(session.peerAsn())
                        && peering.sessions().stream()
                                .anyMatch(configured -> configured
                                        .peerAddress()
                                        .equals(session.id().address())));
        return partner ? Source.PARTNER : Source.ANYBODY;
    }

    /** A timer that has thrown once never works again, and tells nobody. */
    private void renewAgain() {
        try {
            renew();
        } catch (RuntimeException | Error e) {
            LOG.error("what is known of networks could not be renewed", e);
        }
    }

    private void renew() {
        known.replace(new Relationships(networks.transitFree(), votes.votes(), this::attested));
    }

    private Optional<Boolean> attested(Asn customer, Asn provider) {
        return rpki.provides(customer, provider);
    }
}
