/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Entities;
import org.openpeering.kit.sql.Statements;

/**
 * Table {@code peer_asn}. A row is read and changed as an entity. It is added by a statement, since of two who add the same
 * name or number the one who is late goes on in the same transaction, which a violated constraint would have ended.
 */
@ApplicationScoped
public class PeerAsnRepository implements PanacheRepositoryBase<PeerAsnEntity, Long> {
    private static final String BY_NAME = "subscriptionKey = ?1 and resourceKey = ?2";
    private static final String BY_ASN = "subscriptionKey = ?1 and asn = ?2";
    private static final int MOST_CLAIMS = 100;

    private final Statements statements;

    PeerAsnRepository(Statements statements) {
        this.statements = statements;
    }

    Uni<@Nullable PeerAsn> find(ResourceId id) {
        return first(named(id));
    }

    Uni<@Nullable PeerAsn> lock(ResourceId id) {
        return first(named(id).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    /** Keeps it as it is until the transaction ends, without keeping others from doing the same. */
    public Uni<@Nullable PeerAsn> lockShared(ResourceId id) {
        return first(named(id).withLock(LockModeType.PESSIMISTIC_READ));
    }

    private PanacheQuery<PeerAsnEntity> named(ResourceId id) {
        return find(BY_NAME, id.subscription(), id.key());
    }

    Uni<@Nullable PeerAsn> findByAsn(Subscription subscription, Asn asn) {
        return first(find(BY_ASN, subscription, asn));
    }

    /** The same for the approved association of the subscription with the number. */
    public Uni<@Nullable PeerAsn> lockSharedApproved(Subscription subscription, Asn asn) {
        return first(find(BY_ASN + " and state = ?3", subscription, asn, ValidationState.APPROVED)
                .withLock(LockModeType.PESSIMISTIC_READ));
    }

    /** Everybody's claims to the number, of all subscriptions, oldest first; for the operator. */
    Uni<List<PeerAsn>> claims(Asn asn) {
        return all(find("asn = ?1 order by id", asn).range(0, MOST_CLAIMS - 1));
    }

    /** A page and one more, in the order of keys, which is that of names. */
    Uni<List<PeerAsn>> page(Subscription subscription, String after) {
        return all(find("subscriptionKey = ?1 and resourceKey > ?2 order by resourceKey", subscription, after)
                .range(0, Page.SIZE));
    }

    /** False when the name or the number is taken. */
    Uni<Boolean> insert(PeerAsn peerAsn) {
        return statements
                .of("""
                        insert into peer_asn (
                            subscription_key, resource_key, subscription, name, revision, asn, peer_name, contacts,
                            state, error_message)
                        values (:subscription, :key, :spelling, :name, :revision, :asn, :peerName, :contacts::jsonb,
                            :state, :message)
                        on conflict do nothing""")
                .set("subscription", peerAsn.id().subscription())
                .set("key", peerAsn.id().key())
                .set("spelling", peerAsn.id().subscription().id())
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

    Uni<Void> delete(PeerAsn peerAsn) {
        return delete("subscriptionKey = ?1 and id = ?2", peerAsn.id().subscription(), peerAsn.row())
                .replaceWithVoid();
    }

    /** The name of a peering that was made with it. */
    Uni<@Nullable String> user(PeerAsn peerAsn) {
        return statements
                .of("select name from peering where subscription_key = :subscription and peer_asn = :row limit 1")
                .set("subscription", peerAsn.id().subscription())
                .set("row", peerAsn.row())
                .find(row -> row.text("name"));
    }

    private static Uni<@Nullable PeerAsn> first(PanacheQuery<PeerAsnEntity> query) {
        return Entities.only(query).onItem().ifNotNull().transform(PeerAsnEntity::peerAsn);
    }

    private static Uni<List<PeerAsn>> all(PanacheQuery<PeerAsnEntity> query) {
        return query.list()
                .map(rows -> rows.stream().map(PeerAsnEntity::peerAsn).toList());
    }
}
