/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Statements;

/** What is announced on sessions; facts of the network, of no subscription. */
@ApplicationScoped
class UnbilledPrefixRepository {
    private final Statements statements;

    UnbilledPrefixRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Found by the index of addresses, each address by itself: the driver can't send the operator that takes many.
     *
     * @param routers whose sessions count
     */
    Uni<List<IpPrefix>> announced(Collection<IpAddress> peers, Asn peerAsn, Collection<String> routers) {
        return statements
                .of("""
                select distinct heard.message_key from unnest(:peers) as peer
                join replica heard on heard.topic = 'prefix-routes'
                    and jsonb_path_query_array(heard.body, '$.routes[*].peerAddress') @> to_jsonb(peer)
                where exists (select 1 from jsonb_array_elements(heard.body -> 'routes') route
                    where route ->> 'peerAddress' = peer and (route ->> 'peerAsn')::bigint = :asn
                    and route ->> 'router' = any(:routers))""")
                .set("peers", peers)
                .set("asn", peerAsn.value())
                .set("routers", routers)
                .list(row -> IpPrefix.parse(row.text("message_key")));
    }
}
