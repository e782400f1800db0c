/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;

/**
 * Monitored prefixes that are to be told again, each once however often that is asked for. As large as what is watched, times
 * {@link #MOST_PARTS}.
 */
final class Resyncs {
    private static final String ALL = "";
    private static final int MOST_PARTS = 16;

    private final Map<IpPrefix, Set<String>> asked = new LinkedHashMap<>();

    /** All that is held of a prefix. */
    void all(IpPrefix prefix) {
        ask(prefix, ALL);
    }

    /** What a router's sessions hold of prefixes, or one session. */
    void part(Collection<IpPrefix> prefixes, String routerOrSession) {
        prefixes.forEach(prefix -> ask(prefix, routerOrSession));
    }

    private synchronized void ask(IpPrefix prefix, String part) {
        Set<String> parts = asked.computeIfAbsent(prefix, _ -> new HashSet<>());
        parts.add(parts.size() < MOST_PARTS ? part : ALL);
    }

    /** At most so many, each with the sessions that are meant. */
    synchronized Map<IpPrefix, Predicate<SessionId>> take(int most) {
        Map<IpPrefix, Predicate<SessionId>> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<IpPrefix, Set<String>>> entries = asked.entrySet().iterator();
        while (entries.hasNext() && taken.size() < most) {
            Map.Entry<IpPrefix, Set<String>> entry = entries.next();
            Set<String> parts = entry.getValue();
            taken.put(
                    entry.getKey(),
                    session -> parts.contains(ALL)
                            || parts.contains(session.router())
                            || parts.contains(session.toString()));
            entries.remove();
        }
        return taken;
    }
}
