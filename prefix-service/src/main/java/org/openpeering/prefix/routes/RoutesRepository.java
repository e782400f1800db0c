/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;

/** What insights last said about sessions and routes; facts of the network, of no subscription. */
@ApplicationScoped
public class RoutesRepository {
    private final Sql sql;

    RoutesRepository(Sql sql) {
        this.sql = sql;
    }

    public List<ObservedSession> sessions(Collection<IpAddress> peers) {
        return sql.list(
                "select body from replica where topic = 'session-states' and body is not null"
                        + " and body ->> 'peerAddress' = any(?) order by message_key",
                row -> row.json("body", ObservedSession.class),
                peers);
    }

    public List<PrefixRoutes> routes(Collection<IpPrefix> prefixes) {
        return sql.list(
                "select body from replica where topic = 'prefix-routes' and body is not null and message_key = any(?)",
                row -> row.json("body", PrefixRoutes.class),
                prefixes);
    }
}
