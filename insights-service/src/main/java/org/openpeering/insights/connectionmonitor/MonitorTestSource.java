/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.connectionmonitor.MonitorTestRepository.Assignment;
import org.openpeering.insights.telemetry.AgentTest;
import org.openpeering.insights.telemetry.TestSource;

/** Has agents measure what customers want: a TCP connection at the test's frequency, and every five minutes the way there. */
@ApplicationScoped
public class MonitorTestSource implements TestSource {
    private static final Duration PATH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CONNECTIONS = 3;

    private final MonitorTestService tests;

    MonitorTestSource(MonitorTestService tests) {
        this.tests = tests;
    }

    @Override
    public Uni<List<AgentTest>> testsOf(Agent agent) {
        return tests.of(agent)
                .map(found -> found.stream().flatMap(MonitorTestSource::tests).toList());
    }

    private static Stream<AgentTest> tests(Assignment assignment) {
        Duration path = assignment.frequency().compareTo(PATH) > 0 ? assignment.frequency() : PATH;
        return Stream.of(
                test(
                        assignment,
                        "connect",
                        ProbeKind.TCP_CONNECT,
                        assignment.port(),
                        assignment.frequency(),
                        CONNECTIONS),
                test(assignment, "path", ProbeKind.TRACEROUTE, null, path, 1));
    }

    /** Another one when it leads elsewhere: what was measured before is no result of it. */
    private static String id(Assignment assignment, String part) {
        String way = assignment.id() + "|" + assignment.destination() + "|" + assignment.port();
        return SamplePurpose.CONNECTION_MONITOR.wire() + "|" + part + "|"
                + UUID.nameUUIDFromBytes(way.getBytes(StandardCharsets.UTF_8));
    }

    private static AgentTest test(
            Assignment assignment, String part, ProbeKind probe, @Nullable Integer port, Duration every, int count) {
        return new AgentTest(
                id(assignment, part),
                SamplePurpose.CONNECTION_MONITOR,
                probe,
                assignment.destination(),
                null,
                port,
                null,
                false,
                assignment.id(),
                every,
                count,
                PATIENCE);
    }
}
