/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.collector.Doubt;
import org.openpeering.insights.collector.TableStatus;

/**
 * What is wrong with the tables that a collector holds, of those that are judged: what of them could not be read or held; and
 * that what was out of sight is back and its table not yet complete.
 */
public final class TableTroubles {
    private TableTroubles() {}

    /**
     * @param openRouters names of the routers whose gap is open
     * @param openSessions texts of the sessions whose gap is open
     */
    public static List<Trouble> of(Collection<TableStatus> tables, Set<String> openRouters, Set<String> openSessions) {
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        tables.stream()
                .filter(TableStatus::judged)
                .flatMap(table ->
                        Stream.concat(doubts(table).stream(), waited(table, openRouters, openSessions).stream()))
                .forEach(trouble -> troubles.merge(trouble.key(), trouble, TableTroubles::both));
        return List.copyOf(troubles.values());
    }

    private static Optional<Trouble> waited(TableStatus table, Set<String> openRouters, Set<String> openSessions) {
        SessionId session = table.session().id();
        if (table.complete() || !table.doubts().isEmpty()) {
            return Optional.empty();
        }
        if (openRouters.contains(session.router())) {
            return Optional.of(SessionTroubles.lost(session.router(), table.since(), 0));
        }
        return openSessions.contains(session.toString())
                ? Optional.of(SessionTroubles.lost(session, table.session().peerAsn(), table.since()))
                : Optional.empty();
    }

    private static List<Trouble> doubts(TableStatus table) {
        Map<Doubt.Reason, Doubt> byReason = new EnumMap<>(Doubt.Reason.class);
        table.doubts().forEach(doubt -> byReason.put(doubt.reason(), doubt));
        return byReason.values().stream()
                .map(doubt -> trouble(table.session().id(), table.session().peerAsn(), doubt))
                .toList();
    }

    private static Trouble trouble(SessionId session, Asn asn, Doubt doubt) {
        return switch (doubt.reason()) {
            case UNREADABLE -> unreadable(session, asn, doubt.since(), doubt.count());
            case LEFT_OUT -> leftOut(session, asn, doubt.since(), doubt.count());
        };
    }

    static Trouble unreadable(SessionId session, Asn asn, Instant since, long count) {
        return new Trouble(
                Cause.TABLE_DOUBTFUL,
                session.toString(),
                since,
                "The table of " + Wording.session(session, asn) + " is doubtful",
                "What UPDATEs announced and withdrew that could not be read is not known",
                count,
                "The router sent the table anew, and it is complete");
    }

    static Trouble leftOut(SessionId session, Asn asn, Instant since, long count) {
        return new Trouble(
                Cause.ROUTES_LEFT_OUT,
                session.toString(),
                since,
                "A limit left out routes of " + Wording.session(session, asn),
                "Routes that were announced have found no place and are not seen",
                count,
                "The router sent the table anew, and all of it found a place");
    }

    /** Of both families: an UPDATE that nobody could read is doubtful in both, and counts once. */
    private static Trouble both(Trouble one, Trouble other) {
        Instant since = Stream.of(one.since(), other.since())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        long missed = one.cause() == Cause.ROUTES_LEFT_OUT
                ? one.missed() + other.missed()
                : Math.max(one.missed(), other.missed());
        return new Trouble(
                one.cause(), one.name(), since, one.summary(), one.unseen(), missed, one.prefixes(), one.end());
    }
}
