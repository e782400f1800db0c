/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statements;

/**
 * Table {@code peer_asn}. A row is read and changed as an entity. It is added by a statement, since of two who add the same
 * name or number the one who is late goes on in the same transaction, which a violated constraint would have ended.
 */
@ApplicationScoped
public class PeerAsnRepository implements PanacheRepositoryBase<PeerAsnEntity, Long> {
    private static final String BY_NAME = "lower(subscription) = lower(?1) and lower(name) = lower(?2)";
    private static final String BY_ASN = "lower(subscription) = lower(?1) and asn = ?2";
    private static final String PAGE_KEY = "sql('lower(?) collate \"C\"', name)";
    private static final int MOST_CLAIMS = 100;

    private final Statements statements;

    PeerAsnRepository(Statements statements) {
        this.statements = statements;
    }

    Uni<@Nullable PeerAsn> find(String subscription, String name) {
        return first(find(BY_NAME, subscription, name));
    }

    Uni<@Nullable PeerAsn> lock(String subscription, String name) {
        return first(find(BY_NAME, subscription, name).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    /** Keeps it as it is until the transaction ends, without keeping others from doing the same. */
    public Uni<@Nullable PeerAsn> share(String subscription, String name) {
        return first(find(BY_NAME, subscription, name).withLock(LockModeType.PESSIMISTIC_READ));
    }

    Uni<@Nullable PeerAsn> findByAsn(String subscription, Asn asn) {
        return first(find(BY_ASN, subscription, asn));
    }

    /** The approved association of the subscription with the number. */
    public Uni<@Nullable PeerAsn> shareApproved(String subscription, Asn asn) {
        return first(find(BY_ASN + " and state = ?3", subscription, asn, ValidationState.APPROVED)
                .withLock(LockModeType.PESSIMISTIC_READ));
    }

    /** Everybody's claims to the number, of all subscriptions, oldest first; for the operator. */
    Uni<List<PeerAsn>> claims(Asn asn) {
        return all(find("asn = ?1 order by id", asn).range(0, MOST_CLAIMS - 1));
    }

    /** A page and one more. */
    Uni<List<PeerAsn>> page(String subscription, String after) {
        return all(find(
                        "lower(subscription) = lower(?1) and " + PAGE_KEY + " > ?2 order by " + PAGE_KEY,
                        subscription,
                        after)
                .range(0, Page.SIZE));
    }

    /** False when the name or the number is taken. */
    Uni<Boolean> insert(String subscription, PeerAsn peerAsn) {
        return statements
                .of("""
                        insert into peer_asn (
                            subscription, name, revision, asn, peer_name, contacts, state, error_message)
                        values (:subscription, :name, :revision, :asn, :peerName, :contacts::jsonb, :state, :message)
                        on conflict do nothing""")
                .set("subscription", subscription)
                .set("name", peerAsn.id().name())
                .set("revision", peerAsn.revision())
                .set("asn", peerAsn.asn().value())
                .set("peerName", peerAsn.peerName())
                .set("contacts", statements.json(peerAsn.contacts()))
                .set("state", peerAsn.state())
                .set("message", peerAsn.errorMessage())
                .update()
                .map(inserted -> inserted > 0);
    }

    /** Requires that the row was locked in this transaction, and with that its subscription looked at. */
    Uni<Void> update(PeerAsn peerAsn) {
        return findById(peerAsn.row()).invoke(row -> row.become(peerAsn)).replaceWithVoid();
    }

    Uni<Void> delete(String subscription, PeerAsn peerAsn) {
        return delete("lower(subscription) = lower(?1) and id = ?2", subscription, peerAsn.row())
                .replaceWithVoid();
    }

    /** The name of a peering that was made with it. */
    Uni<@Nullable String> user(String subscription, PeerAsn peerAsn) {
        return statements
                .of("""
                        select name from peering
                        where lower(subscription) = lower(:subscription) and peer_asn = :row limit 1""")
                .set("subscription", subscription)
                .set("row", peerAsn.row())
                .find(row -> row.text("name"));
    }

    private static Uni<@Nullable PeerAsn> first(PanacheQuery<PeerAsnEntity> query) {
        return query.firstResult().onItem().ifNotNull().transform(PeerAsnEntity::peerAsn);
    }

    private static Uni<List<PeerAsn>> all(PanacheQuery<PeerAsnEntity> query) {
        return query.list()
                .map(rows -> rows.stream().map(PeerAsnEntity::peerAsn).toList());
    }
}
