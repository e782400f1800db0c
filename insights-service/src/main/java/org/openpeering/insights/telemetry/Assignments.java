/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.agent.AgentService;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.error.ArmException;

/**
 * Who an agent is and what it is to measure, asked anew of the inventory and of all sources when it is some seconds old. While
 * the database is away what was known last holds: agents go on.
 */
@ApplicationScoped
class Assignments {
    private static final Logger LOG = Logger.getLogger(Assignments.class);
    private static final long FRESH = Duration.ofSeconds(5).toNanos();
    /** Beyond so many agents nothing is remembered. */
    private static final int MOST = 10_000;

    private final AgentService agents;
    private final List<TestSource> sources;
    private final Directory directory;
    private final TelemetryConfig config;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Assignments(AgentService agents, @All List<TestSource> sources, Directory directory, TelemetryConfig config) {
        this.agents = agents;
        this.sources = sources;
        this.directory = directory;
        this.config = config;
    }

    private record Known(Assignment assignment, long since) {}

    /** Of the agent that has the client; who is none of the inventory is refused. */
    Uni<Assignment> ofClient(String clientId) {
        Known held = known.get(clientId);
        if (held != null && System.nanoTime() - held.since < FRESH) {
            return Uni.createFrom().item(held.assignment);
        }
        if (!directory.monitored().complete()) {
            // None known is not the same as none: agents would stop measuring.
            throw new ArmException(ApiError.of(
                    ErrorCode.SERVER_UNAVAILABLE,
                    "What is monitored is not known yet, since the service is starting."));
        }
        return agents.ofClient(clientId)
                .onItem()
                .transform(agent -> agent.orElseThrow(() -> new ArmException(ApiError.at(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "clientId",
                        "No agent of the inventory has the client '" + clientId
                                + "'; the operator adds it with PUT /operator/agents/{name}."))))
                .chain(this::assigned)
                .invoke(assignment -> remember(clientId, assignment))
                .onFailure(failure -> held != null && !(failure instanceof ArmException))
                .recoverWithItem(() -> Objects.requireNonNull(held).assignment);
    }

    private Uni<Assignment> assigned(Agent agent) {
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndConcatenate(source -> source.testsOf(agent))
                .onItem()
                .<AgentTest>disjoint()
                .collect()
                .asList()
                .map(tests -> Assignment.of(agent, tests, config.maxTests()));
    }

    private void remember(String clientId, Assignment assignment) {
        if (known.size() >= MOST) {
            known.clear();
        }
        Known before = known.put(clientId, new Known(assignment, System.nanoTime()));
        if (assignment.left() > 0 && (before == null || before.assignment.left() == 0)) {
            LOG.warnf(
                    "%d tests of agent %s are left out: it has %d",
                    assignment.left(),
                    assignment.agent().name(),
                    assignment.tasks().size());
        }
    }
}
