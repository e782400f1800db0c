/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;

/** What is announced on sessions; facts of the network, of no subscription. */
@ApplicationScoped
class UnbilledPrefixRepository {
    private final Sql sql;

    UnbilledPrefixRepository(Sql sql) {
        this.sql = sql;
    }

    List<IpPrefix> announced(Collection<IpAddress> peers, Asn peerAsn, String metro) {
        return sql.list("""
                select message_key from replica where topic = 'prefix-routes'
                and jsonb_path_query_array(body, '$.routes[*].peerAddress') ??| ?
                and exists (select 1 from jsonb_array_elements(body -> 'routes') route
                    join replica router on router.topic = 'edge-routers' and router.message_key = route ->> 'router'
                    where route ->> 'peerAddress' = any(?) and (route ->> 'peerAsn')::bigint = ?
                    and lower(router.body ->> 'metro') = lower(?))""", row -> IpPrefix.parse(row.text("message_key")), peers, peers, peerAsn.value(), metro);
    }
}
