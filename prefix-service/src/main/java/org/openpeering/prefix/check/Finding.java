/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.prefix.evidence.SessionEvidence;

/**
 * One thing that is not as it should be.
 *
 * @param session where; null when it is about no single session
 * @param since since when the session, or the route on it, is as it is; null: not known
 */
@RegisterForReflection
public record Finding(
        @Nullable Session session,
        String seen,
        String expected,
        @Nullable Instant since) {
    /** @param router the routers on which it was seen; null: none */
    @RegisterForReflection
    public record Session(@Nullable String router, String peerAddress, long peerAsn, String metro) {
        static Session of(SessionEvidence evidence) {
            String routers = evidence.observed().stream()
                    .map(ObservedSession::router)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new Session(
                    routers.isEmpty() ? null : routers,
                    evidence.session().peerAddress().toString(),
                    evidence.session().peerAsn().value(),
                    evidence.session().metro());
        }
    }

    void addTo(Fingerprint fingerprint) {
        fingerprint.add(seen).add(expected).add(since);
        if (session == null) {
            fingerprint.add(null);
        } else {
            fingerprint
                    .add(session.peerAddress())
                    .add(session.router())
                    .add(session.peerAsn())
                    .add(session.metro());
        }
    }

    static Finding of(SessionEvidence evidence, String seen, String expected, @Nullable Instant since) {
        return new Finding(Session.of(evidence), seen, expected, since);
    }

    static Finding of(String seen, String expected) {
        return new Finding(null, seen, expected, null);
    }

    /** The session's own state in words. */
    static String state(SessionEvidence evidence) {
        ObservedSession latest = evidence.latest();
        if (latest == null) {
            return "session never seen";
        }
        return latest.established() ? "session established" : "session down: " + latest.reason();
    }
}
