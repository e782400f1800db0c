/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;

/**
 * What an agent is to measure.
 *
 * @param agent its name in the inventory
 * @param site where it runs, by the inventory
 * @param pollSeconds when to ask again, give or take a tenth
 */
@RegisterForReflection
record TestsView(String agent, String site, long pollSeconds, List<TestView> tests) {
    /**
     * @param id samples of it name it as their {@code assignment}
     * @param destination an address or a name; what a name leads to is looked at by the agent, too
     * @param path of {@code HttpFirstByte}
     * @param secure whether HTTP goes over TLS
     * @param everySeconds from the beginning of one measurement to the next
     * @param count round trips of one measurement
     * @param timeoutMillis for each of them
     */
    @RegisterForReflection
    record TestView(
            String id,
            SamplePurpose purpose,
            ProbeKind probe,
            String destination,
            @Nullable Integer port,
            @Nullable String path,
            boolean secure,
            long everySeconds,
            int count,
            long timeoutMillis) {
        static TestView of(AgentTest test) {
            return new TestView(
                    test.id(),
                    test.purpose(),
                    test.probe(),
                    test.destination(),
                    test.port(),
                    test.path(),
                    test.secure(),
                    Math.max(1, test.every().toSeconds()),
                    test.count(),
                    test.timeout().toMillis());
        }
    }

    static TestsView of(Assignment assignment, long pollSeconds) {
        return new TestsView(
                assignment.agent().name(),
                assignment.agent().site(),
                pollSeconds,
                assignment.tests().stream().map(TestView::of).toList());
    }
}
