/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Members;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.text.Prose;

/**
 * Events of one cause, as they are counted for one who is told of them. Pure.
 *
 * @param generation which incident of the cause it is, from 1 on; the id follows from it
 * @param revision how often it was told
 * @param level the highest that any of its events had
 * @param prefix the monitored prefix of its first event
 * @param lastEnd the latest end of an event; null: none has ended
 * @param prefixes the first hundred of them
 * @param told what was told last; null before
 * @param changedAt by our clock
 */
@RegisterForReflection
record Incident(
        String id,
        String scope,
        Cause cause,
        long generation,
        long revision,
        EventLevel level,
        int confidence,
        IpPrefix prefix,
        IpPrefix offending,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant lastEnd,
        int events,
        int open,
        int prefixCount,
        List<IpPrefix> prefixes,
        @Nullable Told told,
        Instant changedAt,
        @Nullable Instant ended) {
    /** Prefixes that are named. */
    static final int NAMED = 100;

    private static final String RULE = "incident/1";

    Incident {
        prefixes = List.copyOf(prefixes);
    }

    /** What was said when it was told last. */
    @RegisterForReflection
    record Told(int events, EventLevel level, Instant at) {}

    /** Without events yet. */
    static Incident of(Member first, long generation, Instant now) {
        String name = "incident|" + first.scope() + "|" + first.cause() + "|" + generation;
        return new Incident(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
                first.scope(),
                first.cause(),
                generation,
                0,
                first.level(),
                0,
                first.prefix(),
                first.offending(),
                first.firstSeen(),
                first.lastSeen(),
                null,
                0,
                0,
                0,
                List.of(),
                null,
                now,
                null);
    }

    /** With one more. */
    Incident joined(Member member, boolean newPrefix, Instant now) {
        List<IpPrefix> named = prefixes;
        if (newPrefix && prefixes.size() < NAMED) {
            named = new ArrayList<>(prefixes);
            named.add(member.prefix());
        }
        return counted(
                member, events + 1, open + (member.open() ? 1 : 0), prefixCount + (newPrefix ? 1 : 0), named, now);
    }

    /** With what is said of one of its events now. */
    Incident changed(Member before, Member after, Instant now) {
        int opened = (after.open() ? 1 : 0) - (before.open() ? 1 : 0);
        return counted(after, events, open + opened, prefixCount, prefixes, now);
    }

    private Incident counted(
            Member member, int all, int goingOn, int prefixesInAll, List<IpPrefix> named, Instant now) {
        boolean first = member.firstSeen().isBefore(firstSeen);
        return new Incident(
                id,
                scope,
                cause,
                generation,
                revision,
                member.level().compareTo(level) > 0 ? member.level() : level,
                Math.max(confidence, member.confidence()),
                first ? member.prefix() : prefix,
                first ? member.offending() : offending,
                first ? member.firstSeen() : firstSeen,
                later(lastSeen, member.lastSeen()),
                member.ended() == null ? lastEnd : lastEnd == null ? member.ended() : later(lastEnd, member.ended()),
                all,
                goingOn,
                prefixesInAll,
                named,
                told,
                now,
                ended);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Whether an event that begins then is part of it. */
    boolean takes(Instant begin, Duration window) {
        return ended == null && !begin.isBefore(firstSeen.minus(window));
    }

    /** What has to be told at once: that it is there, that it is graver, that it has doubled. */
    boolean urgent() {
        return ended == null && (told == null || level.compareTo(told.level()) > 0 || events >= 2 * told.events());
    }

    /** What can wait for some seconds: that some more belong to it. */
    boolean due(Instant now, Duration updateEvery) {
        return ended == null
                && told != null
                && events != told.events()
                && !now.isBefore(told.at().plus(updateEvery));
    }

    boolean settled(Instant now, Duration settle) {
        return ended == null && open == 0 && !now.isBefore(changedAt.plus(settle));
    }

    Incident told(Instant now) {
        return with(revision + 1, new Told(events, level, now), ended);
    }

    Incident end() {
        return with(revision, told, Objects.requireNonNullElse(lastEnd, lastSeen));
    }

    private Incident with(long number, @Nullable Told word, @Nullable Instant end) {
        return new Incident(
                id,
                scope,
                cause,
                generation,
                number,
                level,
                confidence,
                prefix,
                offending,
                firstSeen,
                lastSeen,
                lastEnd,
                events,
                open,
                prefixCount,
                prefixes,
                word,
                changedAt,
                end);
    }

    /** As it is told. */
    RoutingEvent event() {
        String count =
                Prose.count(events, "event") + " of " + prefixCount + Prose.agree(prefixCount, " prefix", " prefixes");
        String whose = scope.equals(Scope.OPERATOR) ? "" : " of yours";
        String over = ended == null ? "" : " It is over.";
        return new RoutingEvent(
                id,
                revision,
                EventType.PREFIX_INCIDENT_EVENT,
                level,
                ended == null ? Status.OPEN : Status.ENDED,
                confidence,
                prefix,
                offending,
                List.of(),
                cause.kind().byOrigin() ? cause.network() : null,
                List.of(),
                cause.kind().byOrigin() ? null : cause.network(),
                firstSeen,
                lastSeen,
                ended,
                ended == null ? null : "The last of its " + Prose.count(events, "event") + " has ended.",
                List.of(),
                List.of(),
                List.of(new Evidence(
                        cause.words() + ": " + count + whose + ", " + open + " of which "
                                + Prose.agree(open, "goes", "go") + " on.",
                        "incident",
                        confidence)),
                List.of(),
                RULE,
                cause.words() + ": " + count + whose + "." + over,
                null,
                new Members(events, open, prefixCount, prefixes));
    }
}
