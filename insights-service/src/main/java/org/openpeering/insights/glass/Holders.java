/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.SessionId;

/**
 * Who holds the sessions that a question is about.
 *
 * @param own by this replica
 * @param others by the address at which another one answers
 * @param nowhere by nobody who says where to find it
 */
record Holders(Set<SessionId> own, Map<String, Set<SessionId>> others, Set<SessionId> nowhere) {
    /** @param self which life of which collector this one is */
    static Holders of(Stream<ObservedSession> sessions, String self) {
        Holders holders = new Holders(new HashSet<>(), new HashMap<>(), new HashSet<>());
        sessions.forEach(session -> holders.add(session, self));
        return holders;
    }

    private void add(ObservedSession session, String self) {
        Set<SessionId> holder = self.equals(session.collector())
                ? own
                : session.address() == null
                        ? nowhere
                        : others.computeIfAbsent(session.address(), address -> new HashSet<>());
        holder.add(session.id());
    }
}
