/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;

/**
 * What is told again, within seconds: some hundred prefixes a second.
 *
 * @param prefixes monitored ones
 * @param sessions that are established and whose routes are meant
 */
@RegisterForReflection
public record ResyncView(int prefixes, int sessions) {
    /**
     * What one replica does of it.
     *
     * @param sessions names of those that it holds
     */
    @RegisterForReflection
    record Part(Set<String> sessions, int prefixes) implements Held {
        Part {
            sessions = Set.copyOf(sessions);
        }
    }

    static ResyncView of(List<Part> parts) {
        return new ResyncView(
                parts.stream().mapToInt(Part::prefixes).max().orElse(0),
                parts.stream().mapToInt(part -> part.sessions().size()).sum());
    }
}
