/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Table {@code peer_asn}. */
@ApplicationScoped
public class PeerAsnRepository {
    private static final TypeReference<List<Contact>> CONTACTS = new TypeReference<>() {};
    private static final String SELECT =
            "select id, subscription, name, revision, asn, peer_name, contacts, state, error_message from peer_asn";
    private static final String BY_NAME = SELECT + " where lower(subscription) = lower(?) and lower(name) = lower(?)";

    private final Sql sql;

    PeerAsnRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<PeerAsnEntity> find(String subscription, String name) {
        return sql.find(BY_NAME, PeerAsnRepository::map, subscription, name);
    }

    Optional<PeerAsnEntity> lock(String subscription, String name) {
        return sql.find(BY_NAME + " for update", PeerAsnRepository::map, subscription, name);
    }

    /** Keeps it as it is until the transaction ends, without keeping others from doing the same. */
    public Optional<PeerAsnEntity> share(String subscription, String name) {
        return sql.find(BY_NAME + " for share", PeerAsnRepository::map, subscription, name);
    }

    Optional<PeerAsnEntity> findByAsn(String subscription, Asn asn) {
        return sql.find(
                SELECT + " where lower(subscription) = lower(?) and asn = ?",
                PeerAsnRepository::map,
                subscription,
                asn.value());
    }

    /** Everybody's claims to the number, of all subscriptions, oldest first; for the operator. */
    List<PeerAsnEntity> claims(Asn asn) {
        return sql.list(SELECT + " where asn = ? order by id limit 100", PeerAsnRepository::map, asn.value());
    }

    /** The approved association of the subscription with the number. */
    public Optional<PeerAsnEntity> shareApproved(String subscription, Asn asn) {
        return sql.find(
                SELECT + " where lower(subscription) = lower(?) and asn = ? and state = 'Approved' for share",
                PeerAsnRepository::map,
                subscription,
                asn.value());
    }

    List<PeerAsnEntity> list(String subscription, String after, int limit) {
        return sql.list(SELECT + " " + """
                 where lower(subscription) = lower(?) and lower(name) collate "C" > ?
                order by lower(name) collate "C" limit ?""", PeerAsnRepository::map, subscription, after, limit);
    }

    /** The row's key; empty when the name or the number is taken. */
    Optional<Long> insert(String subscription, PeerAsnEntity entity) {
        return sql.find(
                """
                insert into peer_asn (subscription, name, revision, asn, peer_name, contacts, state, error_message)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing returning id""",
                row -> row.number("id"),
                subscription,
                entity.id().name(),
                entity.revision(),
                entity.asn().value(),
                entity.peerName(),
                sql.json(entity.contacts()),
                entity.state(),
                entity.errorMessage());
    }

    void update(String subscription, PeerAsnEntity entity) {
        sql.update(
                """
                update peer_asn set revision = ?, peer_name = ?, contacts = ?::jsonb, state = ?, error_message = ?
                where lower(subscription) = lower(?) and id = ?""",
                entity.revision(),
                entity.peerName(),
                sql.json(entity.contacts()),
                entity.state(),
                entity.errorMessage(),
                subscription,
                entity.row());
    }

    void delete(String subscription, PeerAsnEntity entity) {
        sql.update("delete from peer_asn where lower(subscription) = lower(?) and id = ?", subscription, entity.row());
    }

    /** The name of a peering that was made with it. */
    @Nullable
    String user(String subscription, PeerAsnEntity entity) {
        return sql.find(
                        "select name from peering where lower(subscription) = lower(?) and peer_asn = ? limit 1",
                        row -> row.text("name"),
                        subscription,
                        entity.row())
                .orElse(null);
    }

    private static PeerAsnEntity map(Row row) {
        return new PeerAsnEntity(
                row.number("id"),
                ResourceId.ofSubscription(row.text("subscription"), ResourceType.PEER_ASNS, row.text("name")),
                row.number("revision"),
                new Asn(row.number("asn")),
                row.text("peer_name"),
                row.json("contacts", CONTACTS),
                row.constant("state", ValidationState.class),
                row.textOrNull("error_message"));
    }
}
