/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Statements;

/** Which monitored prefixes gaps concern, and which have been told. Of the network: a prefix may concern any subscription. */
@ApplicationScoped
class GapRepository {
    private final Statements statements;

    GapRepository(Statements statements) {
        this.statements = statements;
    }

    /** Those that it concerns now, and those that have been told of it. */
    Uni<List<IpPrefix>> concerned(CollectorGap gap) {
        return switch (gap.cause().subject()) {
            case ROUTER -> onSessions(gap, gap.name(), "");
            case SESSION -> onSessions(gap, SessionId.parse(gap.name()).router(), gap.name());
            case FEED, COLLECTOR -> all(gap);
        };
    }

    /** A prefix that is to be announced to that neighbour at one metro, and a router's session with it at another or the same. */
    private record Candidate(IpPrefix prefix, String wanted, String metro) {}

    private Uni<List<IpPrefix>> onSessions(CollectorGap gap, String router, String session) {
        return statements
                .of("""
                select distinct m.prefix, s ->> 'metro' as wanted, r.body ->> 'metro' as metro
                from replica o
                join replica r on r.topic = 'edge-routers' and r.message_key = o.body ->> 'router' and r.body is not null
                join monitored_prefix m on m.body is not null
                cross join lateral jsonb_array_elements(m.body -> 'sessions') s
                where o.topic = 'session-states' and o.body ->> 'router' = :router
                    and (:session = '' or o.message_key = :session)
                    and s ->> 'peerAddress' = o.body ->> 'peerAddress' and s ->> 'peerAsn' = o.body ->> 'peerAsn'
                order by m.prefix""")
                .set("router", router)
                .set("session", session)
                .list(row -> new Candidate(IpPrefix.parse(row.text("prefix")), row.text("wanted"), row.text("metro")))
                .chain(found -> told(gap.id()).map(told -> {
                    Set<IpPrefix> concerned = new TreeSet<>(told);
                    found.stream()
                            .filter(candidate -> candidate.wanted().equalsIgnoreCase(candidate.metro()))
                            .map(Candidate::prefix)
                            .forEach(concerned::add);
                    return List.copyOf(concerned);
                }));
    }

    private Uni<List<IpPrefix>> all(CollectorGap gap) {
        return statements
                .of("select prefix from monitored_prefix where body is not null"
                        + " and (cardinality(:only) = 0 or prefix = any(:only))"
                        + " union select prefix from gap_prefix where gap_id = :gap order by prefix")
                .set("only", gap.prefixes())
                .set("gap", gap.id())
                .list(row -> IpPrefix.parse(row.text("prefix")));
    }

    Uni<List<IpPrefix>> told(String gap) {
        return statements
                .of("select prefix from gap_prefix where gap_id = :gap")
                .set("gap", gap)
                .list(row -> IpPrefix.parse(row.text("prefix")));
    }

    Uni<Integer> remember(String gap, Collection<IpPrefix> prefixes) {
        return statements
                .of(
                        "insert into gap_prefix (gap_id, prefix, event_id) select :gap, p, e from unnest(:prefixes, :events)"
                                + " as o (p, e) order by p on conflict do nothing")
                .set("gap", gap)
                .set("prefixes", prefixes)
                .set(
                        "events",
                        prefixes.stream()
                                .map(prefix -> GapEvent.id(gap, prefix))
                                .toList())
                .update();
    }

    /** What nobody can see any more. */
    Uni<Integer> purge() {
        return statements
                .of("delete from gap_prefix g where g.recorded_at < now() - interval '1 day'"
                        + " and not exists (select 1 from routing_event e where e.event_id = g.event_id)")
                .update();
    }
}
