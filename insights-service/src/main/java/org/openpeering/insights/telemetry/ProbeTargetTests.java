/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.directory.Directory;

/**
 * Addresses that owners of prefixes offer: each of the network's own agents measures all of them, so that sites can be
 * compared. However many are offered of a prefix, it has no more measurements in a minute than is configured.
 */
@ApplicationScoped
class ProbeTargetTests implements TestSource {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Directory directory;
    private final TelemetryConfig.Targets config;

    ProbeTargetTests(Directory directory, TelemetryConfig config) {
        this.directory = directory;
        this.config = config.targets();
    }

    @Override
    public Uni<List<AgentTest>> testsOf(Agent agent) {
        return Uni.createFrom()
                .item(() -> agent.subscription() != null
                        ? List.of()
                        : directory
                                .monitored()
                                .values()
                                .filter(prefix -> !prefix.probeTargets().isEmpty())
                                .sorted(Comparator.comparing(MonitoredPrefix::prefix))
                                .flatMap(this::tests)
                                .toList());
    }

    private Stream<AgentTest> tests(MonitoredPrefix monitored) {
        Duration every = every(monitored.probeTargets().size(), config);
        return monitored.probeTargets().stream().map(target -> test(monitored, target, every));
    }

    /** Pure. */
    static Duration every(int targets, TelemetryConfig.Targets config) {
        Duration fair = MINUTE.multipliedBy(targets).dividedBy(config.perMinute());
        return fair.compareTo(config.every()) > 0 ? fair : config.every();
    }

    private AgentTest test(MonitoredPrefix monitored, ProbeTarget target, Duration every) {
        String id = SamplePurpose.PROBE_TARGET.wire() + "|" + monitored.prefix() + "|" + target.address() + "|"
                + target.probe().wire() + (target.port() == null ? "" : "|" + target.port());
        return new AgentTest(
                id,
                SamplePurpose.PROBE_TARGET,
                target.probe(),
                target.address().toString(),
                monitored.prefix(),
                target.port(),
                null,
                Integer.valueOf(443).equals(target.port()),
                null,
                every,
                config.count(),
                config.timeout());
    }
}
