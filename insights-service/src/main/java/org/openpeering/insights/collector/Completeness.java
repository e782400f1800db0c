/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one session's table of one family is to be believed. Pure: what happened and a time in, the next state out.
 *
 * <pre>
 *   (up) → COMING → COMPLETE      COMING, COMPLETE → (feed lost) → AWAY → (up) → COMING
 *                                 AWAY → (own patience over) → LOST
 * </pre>
 *
 * Only of a complete table absence is a fact; until then what was known stands. A table is complete by its End-of-RIB, when
 * all that was known is there again, or when all of the router's tables without one have been quiet: routers tell
 * one table after another, and who is silent may only be waiting for its turn. Each session counts from its own loss, or its own coming: nobody else's news
 * makes the patience with it longer. Tested by {@code CompletenessTest}.
 *
 * @param from since when it has not been complete
 * @param since since when it is in this phase
 * @param away how long it was away before that since it was complete: being there for a moment makes no patience longer
 * @param heard a route of the session has come since it came up: End-of-RIB before that is not believed where routes are
 *     waited for, since routers report a session that has just come up with an empty table
 */
record Completeness(Phase phase, Instant from, Instant since, Duration away, boolean heard) {
    /** Where a table stands. */
    enum Phase {
        /** The session is up, and its table is on its way. */
        COMING,
        /** The feed is lost, and nobody knows what becomes of the session. */
        AWAY,
        COMPLETE,
        /** Away for too long. */
        LOST
    }

    /**
     * For how long tables are waited for.
     *
     * @param quiet how long nothing new may have come from any of the router's sessions
     * @param grace how long a session may be away whose router is not there; where the router is, it may take as long again as
     *     {@code quiet} to tell of it
     * @param table how long a table may be coming at most
     */
    record Patience(Duration quiet, Duration grace, Duration table) {}

    static Completeness coming(Instant now) {
        return new Completeness(Phase.COMING, now, now, Duration.ZERO, false);
    }

    boolean complete() {
        return phase == Phase.COMPLETE;
    }

    /** The session is told to be up, for the first time on a feed or anew. */
    Completeness up(Instant now) {
        return complete() ? coming(now) : new Completeness(Phase.COMING, from, now, awayUntil(now), false);
    }

    Completeness away(Instant now) {
        return switch (phase) {
            case AWAY, LOST -> this;
            case COMING -> new Completeness(Phase.AWAY, from, now, away, false);
            case COMPLETE -> new Completeness(Phase.AWAY, now, now, Duration.ZERO, false);
        };
    }

    private Duration awayUntil(Instant now) {
        return phase == Phase.AWAY ? away.plus(Duration.between(since, now)) : away;
    }

    /** A route of the session has come that is new or was waited for. */
    Completeness progressed() {
        return heard || phase != Phase.COMING ? this : new Completeness(phase, from, since, away, true);
    }

    /** @param waited routes of the family are known that have not come yet */
    Completeness endOfRib(boolean waited) {
        return phase == Phase.COMING && (heard || !waited) ? done() : this;
    }

    /** Everything that was known is there again, or can't be. */
    Completeness allBack() {
        return phase == Phase.COMING ? done() : this;
    }

    private Completeness done() {
        return new Completeness(Phase.COMPLETE, from, since, away, heard);
    }

    /** So long nothing could be heard of it: nobody's patience ran. */
    Completeness postponed(Duration stood) {
        return switch (phase) {
            case COMING, AWAY -> new Completeness(phase, from.plus(stood), since.plus(stood), away, heard);
            case COMPLETE, LOST -> this;
        };
    }

    /**
     * What time does.
     *
     * @param connected whether the session's router is there
     * @param news when a route of a table that has not told its end came last that was new or waited for, or End-of-RIB, of any
     *     session on the router's feed; empty before the first
     */
    Completeness at(Instant now, boolean connected, Optional<Instant> news, Patience patience) {
        return switch (phase) {
            case COMING -> {
                boolean quiet =
                        news.filter(last -> over(last, patience.quiet(), now)).isPresent();
                yield quiet || over(from, patience.table(), now) ? done() : this;
            }
            case AWAY -> {
                Duration own = connected ? patience.grace().plus(patience.quiet()) : patience.grace();
                yield awayUntil(now).compareTo(own) < 0 ? this : new Completeness(Phase.LOST, from, since, away, false);
            }
            case COMPLETE, LOST -> this;
        };
    }

    private static boolean over(Instant from, Duration time, Instant now) {
        return !from.plus(time).isAfter(now);
    }
}
