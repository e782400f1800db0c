/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.SecretColumn;
import org.openpeering.kit.secret.SecretColumn.Place;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.FamilySession;
import org.openpeering.partner.session.Md5Key;

/**
 * Tables {@code connection} and {@code session}. They are reached through the row of a peering, which the caller found
 * by its subscription; who asks about addresses at a metro asks about everybody's. Rows are read and written as sets, all
 * of a peering at once, so they are statements and no entities.
 *
 * <p>Who may have an address at a metro is decided under {@link #lockAddresses}: two requests, or a request and an
 * observation, that speak of addresses in one block follow each other. A statement sees what was committed when it began,
 * and those after the lock begin after it; so of two the second sees all that the first did.
 */
@ApplicationScoped
public class ConnectionRepository {
    /** A column of queries for peerings {@code p}, to be read by {@link #of}: their connections in the partner's order. */
    public static final String COLUMN = """
            (select coalesce(json_agg(json_build_object(
                'peering', c.peering, 'identifier', c.identifier, 'bandwidth', c.bandwidth, 'provider', c.provider,
                'useForPeeringService', c.use_for_peering_service, 'facility', c.facility,
                'session', json_build_object(
                    'v4', json_build_object('subnet', s4.subnet, 'peer', host(s4.peer_address),
                        'cloud', host(s4.cloud_address), 'maxPrefixes', s4.max_prefixes,
                        'established', coalesce(s4.established, false)),
                    'v6', json_build_object('subnet', s6.subnet, 'peer', host(s6.peer_address),
                        'cloud', host(s6.cloud_address), 'maxPrefixes', s6.max_prefixes,
                        'established', coalesce(s6.established, false))),
                'md5', c.md5_key,
                'progress', json_build_object('state', c.state, 'interrupted', c.interrupted,
                    'trackingId', c.tracking_id, 'errorMessage', c.error_message),
                'pending', c.pending, 'pendingMd5', c.pending_md5_key) order by c.position), '[]')::text
            from connection c
            left join session s4 on s4.peering = c.peering and s4.connection = c.identifier and s4.family = 'IPv4'
            left join session s6 on s6.peering = c.peering and s6.connection = c.identifier and s6.family = 'IPv6'
            where c.peering = p.id) as connections""";

    private static final SecretColumn MD5 = SecretColumn.of("connection", "md5_key", "peering::text", "identifier");
    private static final SecretColumn PENDING_MD5 =
            SecretColumn.of("connection", "pending_md5_key", "peering::text", "identifier");

    private static final TypeReference<List<Kept>> KEPT = new TypeReference<>() {};

    private final Statements statements;
    private final Secrets secrets;

    ConnectionRepository(Statements statements, Secrets secrets) {
        this.statements = statements;
        this.secrets = secrets;
    }

    @Produces
    @Singleton
    static SecretColumn md5() {
        return MD5;
    }

    @Produces
    @Singleton
    static SecretColumn pendingMd5() {
        return PENDING_MD5;
    }

    /** What a row has in {@link #COLUMN}. */
    public List<Connection> of(Row row) {
        return row.json("connections", KEPT).stream()
                .map(kept -> kept.connection(secrets))
                .toList();
    }

    /** Makes the rows of the peering exactly these; requires that the peering's row is held. */
    public Uni<Void> replace(long peering, String metroKey, Asn asn, List<Connection> connections) {
        return statements
                .of("delete from connection where peering = :peering")
                .set("peering", peering)
                .update()
                .chain(() -> add(peering, metroKey, asn, connections));
    }

    /** The rows of a peering that has none yet. */
    public Uni<Void> add(long peering, String metroKey, Asn asn, List<Connection> connections) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        connections.forEach(connection -> rows.add(row(peering, rows.size(), connection)));
        return statements
                .of("""
                with added as (
                    select * from jsonb_to_recordset(:rows::jsonb) as c (position int, identifier text, state text,
                        interrupted text, bandwidth int, provider text, use_for_peering_service boolean,
                        facility bigint, md5_key text, tracking_id text, error_message text, pending jsonb,
                        pending_md5_key text, sessions jsonb)
                ), stored as (
                    insert into connection (peering, position, identifier, state, interrupted, bandwidth, provider,
                        use_for_peering_service, facility, md5_key, tracking_id, error_message, pending,
                        pending_md5_key)
                    select :peering::bigint, position, identifier, state, interrupted, bandwidth, provider,
                        use_for_peering_service, facility, md5_key, tracking_id, error_message, pending,
                        pending_md5_key
                    from added
                )
                insert into session (peering, connection, family, metro, asn, subnet, peer_address, cloud_address,
                    max_prefixes, established, claimed)
                select :peering::bigint, added.identifier, s.family, :metro::text, :asn::bigint, s.subnet,
                    s.peer_address, s.cloud_address, s.max_prefixes, s.established, s.claimed
                from added cross join jsonb_to_recordset(added.sessions) as s (family text, subnet cidr,
                    peer_address inet, cloud_address inet, max_prefixes int, established boolean, claimed boolean)""")
                .set("rows", statements.json(rows))
                .set("peering", peering)
                .set("metro", metroKey)
                .set("asn", asn.value())
                .update()
                .replaceWithVoid();
    }

    private Map<String, @Nullable Object> row(long peering, int position, Connection connection) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("position", position);
        row.put("identifier", connection.identifier());
        row.put("state", connection.state());
        row.put("interrupted", connection.progress().interrupted());
        row.put("bandwidth", connection.bandwidth());
        row.put("provider", connection.provider());
        row.put("use_for_peering_service", connection.useForPeeringService());
        row.put("facility", connection.facility());
        row.put("md5_key", sealed(connection.session(), MD5, peering, connection));
        row.put("tracking_id", connection.progress().trackingId());
        row.put("error_message", connection.progress().errorMessage());
        row.put("pending", Pending.of(connection.pending()));
        row.put(
                "pending_md5_key",
                connection.pending() instanceof PendingChange.NewSession(BgpSession wanted)
                        ? sealed(wanted, PENDING_MD5, peering, connection)
                        : null);
        List<Map<String, @Nullable Object>> sessions = new ArrayList<>();
        session(connection, "IPv4", connection.session().v4(), sessions);
        session(connection, "IPv6", connection.session().v6(), sessions);
        row.put("sessions", sessions);
        return row;
    }

    private static void session(
            Connection connection, String family, FamilySession session, List<Map<String, @Nullable Object>> sessions) {
        if (session.equals(FamilySession.NONE)) {
            return;
        }
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("family", family);
        row.put("subnet", session.subnet());
        row.put("peer_address", session.peer());
        row.put("cloud_address", session.cloud());
        row.put("max_prefixes", session.maxPrefixes());
        row.put("established", session.established());
        row.put("claimed", connection.claims() && session.configured());
        sessions.add(row);
    }

    /**
     * Shares the metro, then holds what is said of the addresses there until the transaction ends: by sessions that claim
     * them or others of their subnet, and by observations. Taken before any peering is held. It is one statement, in which
     * the rows to be locked come out of the metro that was shared and are sorted, so that all who hold several blocks of a
     * metro take them in one order.
     *
     * @param metroKey its key
     * @return the metro's name in the catalogue's spelling, null when there is none
     */
    public Uni<@Nullable String> lockAddresses(String metroKey, Collection<IpAddress> peers) {
        return statements
                .of("""
                with shared as materialized (
                    select key, name from metro where key = :metro for share
                ), held as materialized (
                    select pg_advisory_xact_lock(hashtextextended(block, 0)) from (
                        select key || ' ' || around as block from shared cross join unnest(:blocks) as around
                        order by 1) blocks
                )
                select name, (select count(*) from held) as held from shared""")
                .set("metro", metroKey)
                .set(
                        "blocks",
                        peers.stream()
                                .map(ConnectionRepository::block)
                                .distinct()
                                .toList())
                .find(row -> row.text("name"));
    }

    /** A point-to-point subnet is inside one such block. */
    private static IpPrefix block(IpAddress peer) {
        return IpPrefix.around(peer, peer.family() == IpAddress.Family.IPV4 ? 30 : 64);
    }

    /** Subnets and peer addresses that a peering can not have at a metro. */
    public record Taken(Set<IpPrefix> subnets, Set<IpAddress> peers) {
        static final Taken NOTHING = new Taken(Set.of(), Set.of());

        private static Taken of(List<String> texts) {
            Taken taken = new Taken(new HashSet<>(), new HashSet<>());
            for (String text : texts) {
                if (text.contains("/")) {
                    taken.subnets.add(IpPrefix.parse(text));
                } else {
                    taken.peers.add(IpAddress.parse(text));
                }
            }
            return taken;
        }
    }

    /**
     * Which of the subnets another network has a point-to-point session in, and which of the peer addresses another
     * peering has. Requires that the addresses are held, or the metro against everybody.
     *
     * @param peering the row of the one that wants them
     */
    public Uni<Taken> taken(
            String metroKey, long peering, Asn asn, Collection<IpPrefix> subnets, Collection<IpAddress> peers) {
        if (subnets.isEmpty() && peers.isEmpty()) {
            return Uni.createFrom().item(Taken.NOTHING);
        }
        return statements
                .of("""
                select wanted from unnest(:subnets) as wanted where exists (
                    select from session s join peering p on p.id = s.peering
                    where s.metro = :metro and s.asn <> :asn and s.claimed and s.subnet && cast(wanted as cidr)
                    and p.direct_type <> 'IxRs')
                union all
                select wanted from unnest(:peers) as wanted where exists (
                    select from session s
                    where s.metro = :metro and s.peer_address = cast(wanted as inet) and s.claimed
                    and s.peering <> :peering)""")
                .set("subnets", subnets)
                .set("peers", peers)
                .set("metro", metroKey)
                .set("asn", asn.value())
                .set("peering", peering)
                .list(row -> row.text("wanted"))
                .map(Taken::of);
    }

    /** The first of the subnets in which nobody has a session at the metro, which is held. */
    public Uni<@Nullable IpPrefix> firstUnused(String metroKey, List<IpPrefix> subnets) {
        return statements
                .of("""
                select wanted from unnest(:subnets) with ordinality as o (wanted, place) where not exists (
                    select from session s where s.metro = :metro and s.claimed
                    and (s.subnet && cast(wanted as cidr) or s.peer_address <<= cast(wanted as inet)))
                order by place limit 1""")
                .set("subnets", subnets)
                .set("metro", metroKey)
                .find(row -> IpPrefix.parse(row.text("wanted")));
    }

    private @Nullable String sealed(BgpSession session, SecretColumn column, long peering, Connection connection) {
        Md5Key key = session.md5();
        return key == null
                ? null
                : key.sealed(place(column, peering, connection.identifier()), secrets)
                        .text();
    }

    private static Place place(SecretColumn column, long peering, String identifier) {
        return column.at(Long.toString(peering), identifier);
    }

    /** A connection as {@link #COLUMN} has it. */
    @RegisterForReflection
    record Kept(
            long peering,
            String identifier,
            int bandwidth,
            SessionAddressProvider provider,
            boolean useForPeeringService,
            @Nullable Integer facility,
            BgpSession session,
            @Nullable String md5,
            Progress progress,
            @Nullable Pending pending,
            @Nullable String pendingMd5) {
        Connection connection(Secrets secrets) {
            return new Connection(
                    identifier,
                    bandwidth,
                    provider,
                    useForPeeringService,
                    facility,
                    session.protectedBy(key(MD5, md5, secrets)),
                    progress,
                    pending == null ? null : pending.change(key(PENDING_MD5, pendingMd5, secrets)));
        }

        private @Nullable Md5Key key(SecretColumn column, @Nullable String text, Secrets secrets) {
            return text == null ? null : Md5Key.kept(new Sealed(text, place(column, peering, identifier)), secrets);
        }
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
}
