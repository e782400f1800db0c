/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.request.Text;
import org.openpeering.insights.agent.UsableAgentRepository;
import org.openpeering.insights.agent.UsableAgentRepository.Usable;
import org.openpeering.kit.error.ArmException;

/** The agents that a subscription's tests may start from: its own, and those of edge sites, which all share. */
@ApplicationScoped
public class MonitorAgents {
    private static final int TOLD = 20;
    /** They go into a message, which has an end. */
    private static final int CONNECTED = 1000;

    private final UsableAgentRepository agents;
    private final ConnectionMonitorConfig config;
    private final Clock clock = Clock.systemUTC();

    MonitorAgents(UsableAgentRepository agents, ConnectionMonitorConfig config) {
        this.agents = agents;
        this.config = config;
    }

    /** Names of those that were heard of lately, in order. */
    @WithSession
    public Uni<List<String>> connected(Subscription subscription) {
        return connected().map(names -> names.apply(subscription));
    }

    /** The same of any subscription: the inventory is asked once. */
    @WithSession
    public Uni<Function<Subscription, List<String>>> connected() {
        Instant since = clock.instant().minus(config.connectedFor());
        return agents.all()
                .map(found -> found.stream()
                        .filter(agent -> agent.seen() != null && agent.seen().isAfter(since))
                        .toList())
                .map(heard -> subscription -> heard.stream()
                        .filter(agent -> agent.by(subscription))
                        .map(Usable::name)
                        .limit(CONNECTED)
                        .toList());
    }

    /** Fails when there is no such agent; otherwise its name is as the inventory spells it. */
    @WithSession
    public Uni<MonitorTestSetup> named(Subscription subscription, MonitorTestSetup wanted) {
        return agents.of(subscription)
                .map(found -> found.stream().map(Usable::name).toList())
                .map(names -> names.stream()
                        .filter(name -> name.equalsIgnoreCase(wanted.sourceAgent()))
                        .findFirst()
                        .map(wanted::from)
                        .orElseThrow(() -> new ArmException(MonitorTestSpec.invalid(
                                MonitorTestSpec.SOURCE_AGENT,
                                "There is no agent '" + Text.shown(wanted.sourceAgent())
                                        + "' that tests of this subscription can start from; " + told(names)))));
    }

    private static String told(List<String> names) {
        return names.isEmpty()
                ? "there is none at all: ask the operator to enter one."
                : "there are " + names.stream().limit(TOLD).collect(Collectors.joining(", ")) + ".";
    }
}
