/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.insights.agent.Agent;

/** What is measured for trying, on one machine: nobody has offered it, so production refuses the setting. */
@ApplicationScoped
class LabTargetTests implements TestSource {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final List<AgentTest> tests;

    LabTargetTests(TelemetryConfig config) {
        tests = config.labTargets().orElse(List.of()).stream()
                .map(target -> test(target.strip()))
                .toList();
    }

    @Override
    public Uni<List<AgentTest>> testsOf(Agent agent) {
        return Uni.createFrom().item(tests);
    }

    private static AgentTest test(String target) {
        int colon = target.lastIndexOf(':');
        if (colon < 1 || !target.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("openpeering.telemetry.lab-targets has '" + target
                    + "', which is no address with its port, such as 127.0.0.1:8443");
        }
        return new AgentTest(
                "lab|" + target,
                SamplePurpose.CONNECTIVITY_PROBE,
                ProbeKind.TCP_CONNECT,
                target.substring(0, colon),
                null,
                Integer.valueOf(target.substring(colon + 1)),
                null,
                false,
                null,
                EVERY,
                1,
                Duration.ofSeconds(1));
    }
}
