/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.sql.Statements;

/** Since when resources hold monitored prefixes, and subscriptions the addresses of sessions. */
@ApplicationScoped
class HoldingRepository {
    private final Statements statements;

    HoldingRepository(Statements statements) {
        this.statements = statements;
    }

    /** Who holds prefixes now; those who did before keep their time. */
    Uni<Void> store(Map<String, List<ResourceId>> holders, Instant now) {
        List<String> prefixes = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        holders.forEach((prefix, ids) -> ids.forEach(id -> {
            prefixes.add(prefix);
            keys.add(id.key());
        }));
        return statements
                .of("delete from prefix_holding h where prefix = any(:all) and not exists (select from"
                        + " unnest(:prefixes, :holders) as o (p, r) where o.p = h.prefix and o.r = h.holder)")
                .set("all", List.copyOf(holders.keySet()))
                .set("prefixes", prefixes)
                .set("holders", keys)
                .update()
                .chain(() -> statements
                        .of("insert into prefix_holding (prefix, holder, since)"
                                + " select o.p, o.r, :now from unnest(:prefixes, :holders) as o (p, r) order by o.p, o.r"
                                + " on conflict (prefix, holder) do nothing")
                        .set("now", now)
                        .set("prefixes", prefixes)
                        .set("holders", keys)
                        .update())
                .replaceWithVoid();
    }

    /**
     * Who has the addresses of sessions now. Who is known to have had one first has it since ever; should it be another one's
     * later, it begins anew.
     */
    Uni<Void> storeSessions(Collection<Peering> peerings, Instant now) {
        Map<List<String>, String> subscriptions = new LinkedHashMap<>();
        peerings.forEach(peering -> peering.sessions()
                .forEach(session -> subscriptions.put(
                        List.of(site(peering), session.peerAddress().toString()), subscription(peering))));
        List<List<String>> places = List.copyOf(subscriptions.keySet());
        return places.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("insert into session_holding as h (site, address, subscription, since)"
                                + " select o.s, o.a, o.w, timestamptz 'epoch'"
                                + " from unnest(:sites, :addresses, :subscriptions) as o (s, a, w) order by o.s, o.a"
                                + " on conflict (site, address) do update set subscription = excluded.subscription, since = :now"
                                + " where h.subscription <> excluded.subscription")
                        .set("sites", places.stream().map(List::getFirst).toList())
                        .set("addresses", places.stream().map(List::getLast).toList())
                        .set(
                                "subscriptions",
                                places.stream().map(subscriptions::get).toList())
                        .set("now", now)
                        .update()
                        .replaceWithVoid();
    }

    /** Since when it may read of each of its sessions. */
    Uni<Map<IpAddress, Instant>> since(Peering peering, Instant now) {
        return statements
                .of(
                        "select address, subscription, since from session_holding where site = :site and address = any(:addresses)")
                .set("site", site(peering))
                .set(
                        "addresses",
                        peering.sessions().stream()
                                .map(session -> session.peerAddress().toString())
                                .toList())
                .list(row -> row)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> IpAddress.parse(row.text("address")),
                                row -> row.text("subscription").equals(subscription(peering))
                                        ? row.instant("since")
                                        : now)));
    }

    private static String site(Peering peering) {
        return peering.metro().toLowerCase(Locale.ROOT);
    }

    private static String subscription(Peering peering) {
        return peering.id().subscription().key();
    }

    /** Empty when it is not known to hold it. */
    Uni<Optional<Instant>> since(IpPrefix prefix, ResourceId holder) {
        return statements
                .of("select since from prefix_holding where prefix = :prefix and holder = :holder")
                .set("prefix", prefix.toString())
                .set("holder", holder.key())
                .list(row -> row.instant("since"))
                .map(found -> found.stream().findFirst());
    }
}
