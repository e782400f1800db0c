/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Sql;

/**
 * The queue of validations that are due. Whatever could change a verdict adds rows in its own transaction; the worker
 * takes a target's rows away and validates.
 *
 * <p><b>No change is missed.</b> Rows are only ever added. The worker deletes those of a target that it can see, in a
 * statement of its own, and reads the evidence in later statements of the same transaction (READ COMMITTED). A row that
 * it deleted was committed before, together with the change that it stands for, so the evidence has that change. A row
 * of a change that commits later was not visible to the deletion; it stays, and the target is validated once more.
 * <b>Nobody waits</b>: adding rows takes no lock that anybody else wants, unlike an upsert of one row for each target,
 * which would have a request wait for a running validation of the same target, and two readers for each other.
 * {@code ChangeOrderTest} holds it to this.
 *
 * <p>Targets are named by their resource keys, which hold the subscription; a change of the network concerns those of
 * every subscription.
 */
@ApplicationScoped
public class RevalidationRepository {
    /** Something happened. */
    public static final int EVENT = 0;
    /** Nothing did, but it is time to look again. */
    public static final int ROUND = 1;

    private static final String CUSTOMERS =
            "insert into revalidation (kind, target, priority) select 'Customer', c.resource_key, 0 from customer_prefix c ";
    private static final String SELECT_REGISTERED = "select 'Registered', r.resource_key, 0 from registered_prefix r ";
    private static final String REGISTERED = "insert into revalidation (kind, target, priority) " + SELECT_REGISTERED;
    private static final String OF_ASN = " (select message_key from replica where topic = 'providers'"
            + " and body -> 'asns' @> to_jsonb(?::bigint)) ";

    private final Sql sql;

    RevalidationRepository(Sql sql) {
        this.sql = sql;
    }

    public void enqueue(TargetKind kind, String key) {
        sql.update("insert into revalidation (kind, target, priority) values (?, ?, 0)", kind, key);
    }

    /** Everything that has exactly one of these prefixes. */
    public void enqueuePrefixes(Collection<String> prefixes) {
        if (!prefixes.isEmpty()) {
            sql.update(
                    CUSTOMERS + "where c.prefix = any(?) union all " + SELECT_REGISTERED + "where r.prefix = any(?)",
                    prefixes,
                    prefixes);
        }
    }

    public void enqueuePeering(String peeringKey) {
        sql.update(REGISTERED + "where r.peering_key = ?", peeringKey);
    }

    /** Customers of every provider with this AS number. */
    public void enqueueCustomersOf(Asn asn) {
        sql.update(
                CUSTOMERS + "join peering_service s on s.resource_key = c.service_key where s.provider_key in" + OF_ASN,
                asn.value());
    }

    public void enqueueProvider(String providerKey) {
        sql.update(
                CUSTOMERS + "join peering_service s on s.resource_key = c.service_key where s.provider_key = ?",
                providerKey);
    }

    /**
     * What depends on a session.
     *
     * @param metro where it ends; empty: not known, so anywhere
     */
    public void enqueueSession(Asn asn, String metro) {
        sql.update(
                CUSTOMERS + "join peering_service s on s.resource_key = c.service_key"
                        + " where ? in ('', lower(s.primary_location), lower(s.backup_location))"
                        + " and s.provider_key in" + OF_ASN,
                metro.toLowerCase(Locale.ROOT),
                asn.value());
        sql.update(
                REGISTERED + "where r.peering_key in (select message_key from replica"
                        + " where topic = 'peerings' and (body ->> 'asn')::bigint = ?)",
                asn.value());
    }

    public void enqueueAll(int priority) {
        sql.update(
                "insert into revalidation (kind, target, priority)"
                        + " select 'Customer', resource_key, ?::smallint from customer_prefix"
                        + " union all select 'Registered', resource_key, ?::smallint from registered_prefix",
                priority,
                priority);
    }

    /** The first targets in the queue's order, each once; possibly fewer than {@code limit}. */
    public List<Target> waiting(int limit) {
        List<Target> rows = sql.list(
                "select kind, target from revalidation order by priority, seq limit ?",
                row -> new Target(row.constant("kind", TargetKind.class), row.text("target")),
                limit);
        return rows.stream().distinct().toList();
    }

    /** Rows that another worker holds are left to it. */
    public void remove(Collection<String> targets) {
        sql.update(
                "delete from revalidation where seq in"
                        + " (select seq from revalidation where target = any(?) for update skip locked)",
                targets);
    }

    /** What stands in the queue. */
    public record Target(TargetKind kind, String key) {}
}
