/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.arm.WireEnum;

/**
 * What one who counts has counted of a session, or of a monitored prefix, within a minute so far. It is told again, whole, when
 * more of the minute has come: of the same (subject, at, counter) the higher revision replaces what was said. Those of different
 * counters add up.
 *
 * @param subject the session's text, or the prefix
 * @param at the minute's start
 * @param counter who counts: another one after each restart
 * @param revision how often it has counted; higher in each message that says more
 * @param updates messages of BGP of a session; changes of a prefix
 * @param announcements routes that were announced, be it as they were
 * @param withdrawals routes that were taken back, or fell with their session
 * @param pathChanges routes that came by another AS path than before
 * @param prepended announcements in whose AS path somebody stands twice in a row
 * @param pathLengths how many announcements had an AS path of that length, from 0 on; the last of {@value #LENGTHS} of that or more
 * @param paths which AS paths there were, as a sketch: bytes of insights-service in Base64
 * @param turns how a monitored prefix fared in that minute, in the order of time, {@value #TURNS} at most; none of a session, of which session-states says it
 */
public record RouteActivity(
        Kind kind,
        String subject,
        Instant at,
        long counter,
        long revision,
        long updates,
        long announcements,
        long withdrawals,
        long pathChanges,
        long prepended,
        List<Long> pathLengths,
        String paths,
        List<Turn> turns) {
    public static final int LENGTHS = 32;
    /** At most, in a minute. */
    public static final int TURNS = 120;

    public RouteActivity {
        requireNonNull(kind, "kind");
        requireNonNull(subject, "subject");
        requireNonNull(at, "at");
        pathLengths = pathLengths == null ? List.of() : List.copyOf(pathLengths);
        paths = paths == null ? "" : paths;
        turns = turns == null ? List.of() : List.copyOf(turns);
    }

    /** The subject. */
    public String key() {
        return subject;
    }

    /** Of what. */
    public enum Kind implements WireEnum {
        SESSION,
        PREFIX
    }

    /** Since then it is so. */
    public record Turn(Instant at, Sight sight) {
        public Turn {
            requireNonNull(at, "at");
            requireNonNull(sight, "sight");
        }
    }

    /** Whether a monitored prefix is announced on sessions of the network. */
    public enum Sight implements WireEnum {
        ANNOUNCED,
        GONE,
        /** Nobody looks. */
        UNSEEN
    }
}
