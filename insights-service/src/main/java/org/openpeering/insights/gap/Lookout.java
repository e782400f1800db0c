/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.ObservedSession;

/**
 * Whether anybody looks at all: a session of a table of the Internet whose table is known, or a feed of vantages. Where nobody does,
 * that a prefix has no route says nothing, and is not to be taken for a withdrawal. Of what {@code session-states} says, so
 * every collector sees the same.
 */
public final class Lookout {
    /** What the gap is called that all collectors have together. */
    private static final String ALL = "all";

    private final Predicate<ObservedSession> internet;
    private final Predicate<String> alive;
    private final Duration patience;
    private @Nullable Instant nobodySince;

    /**
     * @param internet whether the session's table is one of the Internet, of a router in the inventory
     * @param alive whether a collector is
     * @param patience for how long routers may take to come
     */
    public Lookout(Predicate<ObservedSession> internet, Predicate<String> alive, Duration patience) {
        this.internet = internet;
        this.alive = alive;
        this.patience = patience;
    }

    /**
     * @param wanted something is monitored
     * @param open the gap is open: it goes on at once
     * @param feed a feed of vantages is read
     */
    public Optional<Trouble> at(
            Instant now, boolean wanted, boolean open, boolean feed, Collection<ObservedSession> sessions) {
        if (!wanted || feed || sessions.stream().anyMatch(this::looks)) {
            nobodySince = null;
            return Optional.empty();
        }
        Instant since = nobodySince == null ? now : nobodySince;
        nobodySince = since;
        return open || !since.plus(patience).isAfter(now) ? Optional.of(unobserved(since)) : Optional.empty();
    }

    private boolean looks(ObservedSession session) {
        String collector = session.collector();
        return session.established()
                && session.absenceCounts()
                && (collector == null || alive.test(collector))
                && internet.test(session);
    }

    static Trouble unobserved(Instant since) {
        return new Trouble(
                Cause.UNOBSERVED,
                ALL,
                since,
                "Nobody looks: no router tells all of a table of the Internet, and no feed of routers elsewhere is read",
                "Whether anybody announces the prefix, or has withdrawn it, is not known",
                0,
                "Somebody looks again");
    }
}
