/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.FamilySession;
import org.openpeering.partner.session.Md5Key;

/**
 * Tables {@code connection} and {@code session}. They are reached through the row of a peering, which the caller found
 * by its subscription; who asks about addresses at a metro asks about everybody's.
 */
@ApplicationScoped
public class ConnectionRepository {
    private static final String V4 = "IPv4";
    private static final String V6 = "IPv6";

    private final Sql sql;

    ConnectionRepository(Sql sql) {
        this.sql = sql;
    }

    /** The connections of each peering row, in the partner's order. */
    public Map<Long, List<Connection>> of(Collection<Long> peerings) {
        if (peerings.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Connection>> found = new HashMap<>();
        sql.list("""
                select c.*, s4.subnet::text as v4_subnet, host(s4.peer_address) as v4_peer,
                    host(s4.cloud_address) as v4_cloud, s4.max_prefixes as v4_max, s4.established as v4_established,
                    s6.subnet::text as v6_subnet, host(s6.peer_address) as v6_peer,
                    host(s6.cloud_address) as v6_cloud, s6.max_prefixes as v6_max, s6.established as v6_established
                from connection c
                left join session s4 on s4.peering = c.peering and s4.connection = c.identifier and s4.family = 'IPv4'
                left join session s6 on s6.peering = c.peering and s6.connection = c.identifier and s6.family = 'IPv6'
                where c.peering = any(?::bigint[]) order by c.peering, c.position""", row -> Map.entry(row.number("peering"), map(row)), peerings)
                .forEach(entry -> found.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return found;
    }

    /** Makes the rows of the peering exactly these; requires that the peering's row is held. */
    public void replace(long peering, String metroKey, Asn asn, List<Connection> connections) {
        sql.update("delete from connection where peering = ?", peering);
        add(peering, metroKey, asn, connections);
    }

    /** The rows of a peering that has none yet. */
    public void add(long peering, String metroKey, Asn asn, List<Connection> connections) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            sql.update(
                    """
                    insert into connection (peering, position, identifier, state, interrupted, bandwidth, provider,
                        use_for_peering_service, facility, md5_key, tracking_id, error_message, pending, pending_md5_key)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""",
                    peering,
                    i,
                    connection.identifier(),
                    connection.state(),
                    connection.progress().interrupted(),
                    connection.bandwidth(),
                    connection.provider(),
                    connection.useForPeeringService(),
                    connection.facility(),
                    secret(connection.session()),
                    connection.progress().trackingId(),
                    connection.progress().errorMessage(),
                    sql.json(Pending.of(connection.pending())),
                    connection.pending() instanceof PendingChange.NewSession(BgpSession wanted)
                            ? secret(wanted)
                            : null);
            insert(peering, metroKey, asn, connection, V4, connection.session().v4());
            insert(peering, metroKey, asn, connection, V6, connection.session().v6());
        }
    }

    private void insert(
            long peering, String metroKey, Asn asn, Connection connection, String family, FamilySession session) {
        if (session.equals(FamilySession.NONE)) {
            return;
        }
        sql.update(
                """
                insert into session (peering, connection, family, metro, asn, subnet, peer_address, cloud_address,
                    max_prefixes, established, claimed)
                values (?, ?, ?, ?, ?, ?::cidr, ?::inet, ?::inet, ?, ?, ?)""",
                peering,
                connection.identifier(),
                family,
                metroKey,
                asn.value(),
                session.subnet(),
                session.peer(),
                session.cloud(),
                session.maxPrefixes(),
                session.established(),
                connection.claims() && session.configured());
    }

    /**
     * Holds what is said of the addresses at the metro until the transaction ends: by sessions that claim them or
     * others of their subnet, and by observations. Taken after the metro is shared and before any peering is held.
     */
    public void hold(String metroKey, Collection<IpAddress> peers) {
        List<String> blocks = peers.stream()
                .map(peer -> metroKey + " " + block(peer))
                .distinct()
                .toList();
        sql.list("""
                select pg_advisory_xact_lock(hashtextextended(block, 0)) from (
                    select unnest(?::text[]) as block order by 1) blocks""", _ -> true, blocks);
    }

    /** A point-to-point subnet is inside one such block. */
    private static IpPrefix block(IpAddress peer) {
        return IpPrefix.around(peer, peer.family() == IpAddress.Family.IPV4 ? 30 : 64);
    }

    /** Whether another network has a point-to-point session in the subnet at the metro, whose row is held. */
    public boolean otherNetworkUses(IpPrefix subnet, String metroKey, Asn asn) {
        return sql.get("""
                select exists (
                    select from session s join peering p on p.id = s.peering
                    where s.metro = ? and s.asn <> ? and s.claimed and s.subnet && ?::cidr and p.direct_type <> 'IxRs'
                ) as used""", row -> row.bool("used"), metroKey, asn.value(), subnet);
    }

    /** Whether anybody has a session in the subnet at the metro, whose row is held. */
    public boolean anybodyUses(IpPrefix subnet, String metroKey) {
        return sql.get("""
                select exists (
                    select from session where metro = ? and claimed and (subnet && ?::cidr or peer_address <<= ?::cidr)
                ) as used""", row -> row.bool("used"), metroKey, subnet, subnet);
    }

    /** Whether another peering has the peer address at the metro, whose row is held. */
    public boolean otherPeeringUses(IpAddress peer, String metroKey, long peering) {
        return sql.get("""
                select exists (
                    select from session where metro = ? and peer_address = ?::inet and claimed and peering <> ?
                ) as used""", row -> row.bool("used"), metroKey, peer, peering);
    }

    private static @Nullable String secret(BgpSession session) {
        return session.md5() == null ? null : session.md5().secret();
    }

    private static Connection map(Row row) {
        String interrupted = row.textOrNull("interrupted");
        return new Connection(
                row.text("identifier"),
                Math.toIntExact(row.number("bandwidth")),
                row.constant("provider", SessionAddressProvider.class),
                row.bool("use_for_peering_service"),
                integer(row, "facility"),
                new BgpSession(family(row, "v4"), family(row, "v6"), md5(row, "md5_key")),
                new Progress(
                        row.constant("state", ConnectionState.class),
                        interrupted == null ? null : row.constant("interrupted", ConnectionState.class),
                        row.textOrNull("tracking_id"),
                        row.textOrNull("error_message")),
                row.textOrNull("pending") == null
                        ? null
                        : row.json("pending", Pending.class).change(md5(row, "pending_md5_key")));
    }

    private static @Nullable Md5Key md5(Row row, String column) {
        String secret = row.textOrNull(column);
        return secret == null ? null : new Md5Key(secret);
    }

    /** The column {@code pending}. Without a session it is a removal; the secret has a column of its own. */
    @RegisterForReflection
    record Pending(@Nullable FamilySession v4, @Nullable FamilySession v6) {
        static @Nullable Pending of(@Nullable PendingChange change) {
            return switch (change) {
                case null -> null;
                case PendingChange.Removal() -> new Pending(null, null);
                case PendingChange.NewSession(BgpSession session) -> new Pending(session.v4(), session.v6());
            };
        }

        PendingChange change(@Nullable Md5Key md5) {
            return v4 == null || v6 == null
                    ? new PendingChange.Removal()
                    : new PendingChange.NewSession(new BgpSession(v4, v6, md5));
        }
    }

    private static FamilySession family(Row row, String prefix) {
        String subnet = row.textOrNull(prefix + "_subnet");
        String peer = row.textOrNull(prefix + "_peer");
        String cloud = row.textOrNull(prefix + "_cloud");
        return new FamilySession(
                subnet == null ? null : IpPrefix.parse(subnet),
                peer == null ? null : IpAddress.parse(peer),
                cloud == null ? null : IpAddress.parse(cloud),
                integer(row, prefix + "_max"),
                Boolean.TRUE.equals(row.boolOrNull(prefix + "_established")));
    }

    private static @Nullable Integer integer(Row row, String column) {
        Long number = row.numberOrNull(column);
        return number == null ? null : Math.toIntExact(number);
    }
}
