/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.agent.AgentService;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.telemetry.SampleRules.Verdict;
import org.openpeering.insights.telemetry.TakenView.RefusedView;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.sql.Computation;

/** Takes what agents have measured: each sample is looked at by itself, and the answer means that the broker has the good ones. */
@ApplicationScoped
class Ingest {
    /** The inventory learns no oftener that an agent is alive. */
    private static final long SEEN_EVERY = Duration.ofSeconds(30).toNanos();

    private static final int MOST_AGENTS = 10_000;

    private final Assignments assignments;
    private final AgentService agents;
    private final SampleSender sender;
    private final SampleReader reader;
    private final SampleRules rules;
    private final TelemetryConfig config;
    private final Counter accepted;
    private final Map<SampleFault, Counter> refused = new EnumMap<>(SampleFault.class);
    private final RecentIds recent = new RecentIds();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Ingest(
            Assignments assignments,
            AgentService agents,
            SampleSender sender,
            Directory directory,
            TelemetryConfig config,
            MeterRegistry meters) {
        this.assignments = assignments;
        this.agents = agents;
        this.sender = sender;
        this.config = config;
        this.reader = new SampleReader(config.maxSamples(), config.maxUnpackedBytes());
        this.rules = new SampleRules(
                config.late(), config.early(), address -> registered(directory, address), directory::ours);
        this.accepted = counter(meters, "Accepted");
        for (SampleFault fault : SampleFault.values()) {
            refused.put(fault, counter(meters, fault.wire()));
        }
        Gauge.builder("openpeering.telemetry.unsent", sender, SampleSender::unsent)
                .description("Samples of agents that wait for Kafka")
                .register(meters);
    }

    /** There from the start, so that its meters are. */
    void begin(@Observes StartupEvent event) {}

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("openpeering.telemetry.samples")
                .description("Samples of agents, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** @param dropped null: it has not said yet */
    private record Seen(long at, @Nullable Long dropped) {}

    Uni<TestsView> tests(String clientId) {
        return assignments
                .ofClient(clientId)
                .call(assignment -> note(assignment.agent(), null, null))
                .map(assignment -> TestsView.of(assignment, config.poll().toSeconds()));
    }

    Uni<TakenView> take(String clientId, byte[] body, boolean gzip) {
        return assignments
                .ofClient(clientId)
                .invoke(assignment -> refuseDisabled(assignment.agent()))
                .chain(assignment -> Computation.of(() -> reader.read(body, gzip))
                        .call(read -> note(assignment.agent(), read.version(), read.dropped()))
                        .chain(read -> Computation.of(() -> judge(assignment, read.samples()))))
                .chain(this::delivered);
    }

    private static void refuseDisabled(Agent agent) {
        if (agent.disabled()) {
            throw new ArmException(ApiError.of(
                    ErrorCode.AUTHORIZATION_FAILED, "The operator has disabled the agent '" + agent.name() + "'."));
        }
    }

    private record Judged(List<LatencySample> good, List<UUID> ids, List<RefusedView> bad) {}

    private Judged judge(Assignment assignment, List<ReportedSample> samples) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<LatencySample> good = new ArrayList<>(samples.size());
        List<UUID> ids = new ArrayList<>(samples.size());
        List<RefusedView> bad = new ArrayList<>();
        Set<UUID> here = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            switch (rules.judge(samples.get(i), assignment, now)) {
                case Verdict.Good(LatencySample sample, UUID id) -> {
                    if (here.add(id) && !recent.knows(id)) {
                        good.add(sample);
                        ids.add(id);
                    } else {
                        bad.add(RefusedView.of(i, SampleFault.DUPLICATE, "id"));
                    }
                }
                case Verdict.Bad(SampleFault fault, String target) -> bad.add(RefusedView.of(i, fault, target));
            }
        }
        return new Judged(good, ids, bad);
    }

    /** Counted when it is known what became of them: a request that is sent again is counted once. */
    private Uni<TakenView> delivered(Judged judged) {
        return Uni.createFrom()
                .item(judged.good())
                .invoke(good -> sender.reserve(good.size()))
                .chain(good -> Computation.of(() -> sender.send(good)))
                .chain(Ingest::backHere)
                .map(_ -> {
                    judged.ids().forEach(recent::add);
                    accepted.increment(judged.good().size());
                    judged.bad().forEach(each -> count(each.code()));
                    return new TakenView(judged.good().size(), judged.bad());
                });
    }

    /** Kafka's thread has other things to do than to answer. */
    private static Uni<Void> backHere(CompletionStage<Void> sent) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "there has to be a context to come back to");
        return Uni.createFrom().completionStage(sent).emitOn(task -> context.runOnContext(_ -> task.run()));
    }

    private void count(SampleFault fault) {
        Counter counter = refused.get(fault);
        if (counter != null) {
            counter.increment();
        }
    }

    private Uni<Void> note(Agent agent, @Nullable String version, @Nullable Long dropped) {
        Seen last = seen.get(agent.name());
        boolean news = dropped != null && (last == null || !dropped.equals(last.dropped));
        long now = System.nanoTime();
        if (last != null && !news && now - last.at < SEEN_EVERY) {
            return Uni.createFrom().voidItem();
        }
        if (seen.size() >= MOST_AGENTS) {
            seen.clear();
        }
        seen.put(agent.name(), new Seen(now, dropped == null && last != null ? last.dropped : dropped));
        // That it was seen is worth no sample.
        return agents.seen(agent.name(), version, dropped).onFailure().recoverWithNull();
    }

    /** The longest that holds it. */
    private static @Nullable IpPrefix registered(Directory directory, IpAddress address) {
        int shortest = address.family() == IpAddress.Family.IPV4 ? 8 : 16;
        for (int length = address.family().bits(); length >= shortest; length--) {
            IpPrefix prefix = IpPrefix.around(address, length);
            if (directory.monitored().find(prefix.toString()).isPresent()) {
                return prefix;
            }
        }
        return null;
    }
}
