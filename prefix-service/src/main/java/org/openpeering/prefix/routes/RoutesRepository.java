/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** What insights last said about sessions and routes; facts of the network, of no subscription. */
@ApplicationScoped
public class RoutesRepository {
    private final Statements statements;

    RoutesRepository(Statements statements) {
        this.statements = statements;
    }

    /** With these addresses, by key. */
    public Uni<List<ObservedSession>> sessions(Collection<IpAddress> peers) {
        return peers.isEmpty()
                ? Uni.createFrom().item(List.of())
                : statements
                        .of("select body::text as body from replica where topic = 'session-states'"
                                + " and body is not null and body ->> 'peerAddress' = any(:peers) order by message_key")
                        .set("peers", peers)
                        .list(row -> row)
                        .chain(Computation.each((Row row) -> row.json("body", ObservedSession.class)));
    }

    public Uni<List<PrefixRoutes>> routes(Collection<IpPrefix> prefixes) {
        return statements
                .of("select body::text as body from replica where topic = 'prefix-routes'"
                        + " and body is not null and message_key = any(:prefixes)")
                .set("prefixes", prefixes)
                .list(row -> row)
                .chain(Computation.each((Row row) -> row.json("body", PrefixRoutes.class)));
    }

    /** What is held of these sessions, by key. */
    Uni<Map<String, ObservedSession>> held(Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : statements
                        .of("select message_key, body::text as body from replica"
                                + " where topic = 'session-states' and body is not null and message_key = any(:keys)")
                        .set("keys", keys)
                        .list(row -> Map.entry(row.text("message_key"), row.json("body", ObservedSession.class)))
                        .map(RoutesRepository::map);
    }

    /** The metros of the routers that are known, by name. */
    Uni<Map<String, String>> metros(Collection<String> routers) {
        return statements
                .of("select message_key, body ->> 'metro' as metro from replica"
                        + " where topic = 'edge-routers' and body is not null and message_key = any(:routers)")
                .set("routers", routers)
                .list(row -> Map.entry(row.text("message_key"), row.text("metro")))
                .map(RoutesRepository::map);
    }

    private static <V> Map<String, V> map(Collection<? extends Map.Entry<String, V>> entries) {
        return entries.stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
