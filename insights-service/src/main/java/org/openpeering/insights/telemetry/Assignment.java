/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.agent.Agent;

/**
 * What an agent is to measure.
 *
 * @param left tests that found no room
 */
record Assignment(Agent agent, Map<String, Task> tasks, int left) {
    /**
     * A test, and what is the same for all of its samples.
     *
     * @param address the destination where it is one; null: it is a name
     */
    record Task(AgentTest test, @Nullable IpAddress address) {
        static Task of(AgentTest test) {
            return new Task(test, address(test.destination()));
        }

        private static @Nullable IpAddress address(String destination) {
            try {
                return IpAddress.parse(destination);
            } catch (MalformedValueException e) {
                return null;
            }
        }
    }

    /** Of tests with one id the first counts. */
    static Assignment of(Agent agent, Collection<AgentTest> tests, int most) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        if (!agent.disabled()) {
            tests.stream().limit(most).forEach(test -> tasks.putIfAbsent(test.id(), Task.of(test)));
        }
        return new Assignment(agent, tasks, agent.disabled() ? 0 : Math.max(0, tests.size() - most));
    }

    List<AgentTest> tests() {
        return tasks.values().stream().map(Task::test).toList();
    }
}
