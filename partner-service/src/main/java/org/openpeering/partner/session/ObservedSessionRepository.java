/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.MetroEntity;

/** The copies of the insights service's session states, seen by the edge routers of a metro; they are the operator's. */
@ApplicationScoped
class ObservedSessionRepository {
    private final Statements statements;

    ObservedSessionRepository(Statements statements) {
        this.statements = statements;
    }

    /** What the metro's routers say of the peer addresses, router by router. */
    Uni<List<ObservedSession>> at(String metro, Collection<IpAddress> peers) {
        return statements
                .of("""
                select o.body::text as body from edge_router r cross join unnest(:peers) as peer
                join replica o on o.topic = 'session-states' and o.body ->> 'peerAddress' = peer
                    and o.body ->> 'router' = r.name
                where r.metro = :metro order by r.name, o.message_key""")
                .set("peers", peers)
                .set("metro", MetroEntity.key(metro))
                .list(row -> row.json("body", ObservedSession.class));
    }

    /** The metro of each of the routers that there are. */
    Uni<Map<String, String>> metros(Collection<String> routers) {
        return statements
                .of("""
                select r.name as router, m.name as metro from edge_router r join metro m on m.key = r.metro
                where r.name = any(:routers)""")
                .set("routers", routers)
                .list(row -> Map.entry(row.text("router"), row.text("metro")))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
