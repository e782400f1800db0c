/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.prefix.RequiredSession;

/**
 * A required session with what was seen of it.
 *
 * @param observed on routers of its metro, up or down; empty: never seen
 * @param routes for exactly the prefix, on the routers where it is up
 */
@RegisterForReflection
public record SessionEvidence(RequiredSession session, List<ObservedSession> observed, List<ObservedRoute> routes) {
    public SessionEvidence {
        observed = List.copyOf(observed);
        routes = List.copyOf(routes);
    }

    /** The same whatever is seen of it. */
    public String name() {
        return session.peerAddress() + " AS" + session.peerAsn() + " "
                + session.metro().toLowerCase(Locale.ROOT);
    }

    public boolean established() {
        return observed.stream().anyMatch(ObservedSession::established);
    }

    /** Where it is up. */
    public Set<String> routers() {
        return observed.stream()
                .filter(ObservedSession::established)
                .map(ObservedSession::router)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the prefix is announced on it now; a session that is down announces nothing. */
    public boolean announces() {
        return established() && !routes.isEmpty();
    }

    /** Whether a prefix that is not seen on it is not announced: its tables are known wherever it is up. */
    public boolean absenceCounts() {
        return observed.stream().filter(ObservedSession::established).allMatch(ObservedSession::absenceCounts);
    }

    /** What was seen last; null: nothing ever. */
    public @Nullable ObservedSession latest() {
        return observed.stream()
                .max(Comparator.comparing(ObservedSession::established).thenComparing(ObservedSession::since))
                .orElse(null);
    }

    /** Since when it is as it is. */
    public @Nullable Instant since() {
        ObservedSession latest = latest();
        return latest == null ? null : latest.since();
    }
}
