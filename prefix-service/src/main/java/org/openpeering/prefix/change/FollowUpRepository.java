/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.openpeering.kit.bridge.Sql;

/** Whom a change of many concerns, in the order of resource keys; of every subscription. */
@ApplicationScoped
class FollowUpRepository {
    private static final String NOBODY = "false and ? = ''";
    private static final String EVERYBODY = "? is not null";
    private static final String PEERS_AS = "s.provider_key in (select message_key from replica"
            + " where topic = 'providers' and body -> 'asns' @> to_jsonb(?::bigint))";

    private final Sql sql;

    FollowUpRepository(Sql sql) {
        this.sql = sql;
    }

    /**
     * What may follow from a change.
     *
     * @param watched whether what is monitored follows from it
     */
    record Affected(TargetKind kind, String key, String prefix, boolean watched) {}

    List<Affected> next(Change change, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(change.subject(), change.passed(), limit, limit));
        parameters.add(change.subject());
        if (change.kind() == ChangeKind.SESSION) {
            parameters.add(change.detail());
        }
        parameters.addAll(List.of(change.passed(), limit, limit));
        return sql.list(
                "select * from ((select 'Registered' as kind, r.resource_key as key, r.prefix, true as watched from "
                        + registered(change) + " order by r.resource_key limit ?)"
                        + " union all (select 'Customer', c.resource_key, c.prefix, c.claim is not null"
                        + " from customer_prefix c join peering_service s on s.resource_key = c.service_key where "
                        + customers(change) + " and c.resource_key > ? order by c.resource_key limit ?)) as affected"
                        + " order by key limit ?",
                row -> new Affected(
                        row.constant("kind", TargetKind.class),
                        row.text("key"),
                        row.text("prefix"),
                        row.bool("watched")),
                parameters.toArray());
    }

    /** Subject, what has passed, and how many. */
    private static String registered(Change change) {
        return switch (change.kind()) {
            case PREFIX, ROUTES -> registeredWhere("prefix = ?");
            case PEERING, PEERING_GONE -> registeredWhere("peering_key = ?");
            case SESSION ->
                "(select message_key from replica where topic = 'peerings' and (body ->> 'asn')::bigint = ?::bigint) p"
                        + " cross join lateral " + registeredWhere("peering_key = p.message_key");
            case PROVIDER, ASN, SUBSCRIPTION, LOCATIONS, REPLACEMENT -> registeredWhere(NOBODY);
            case EVERYTHING -> registeredWhere(EVERYBODY);
        };
    }

    /** The next of one parent, by an index that has them in this order. */
    private static String registeredWhere(String condition) {
        return "(select resource_key, prefix from registered_prefix where " + condition
                + " and resource_key > ? order by resource_key limit ?) r";
    }

    private static String customers(Change change) {
        return switch (change.kind()) {
            case PREFIX, ROUTES -> "c.prefix = ?";
            case PEERING, PEERING_GONE, LOCATIONS, REPLACEMENT -> NOBODY;
            case SESSION ->
                PEERS_AS + " and ? in ('', lower(s.primary_location), lower(s.backup_location),"
                        + " lower(s.next_primary), lower(s.next_backup))";
            case ASN -> PEERS_AS;
            case PROVIDER -> "s.provider_key = ?";
            case SUBSCRIPTION -> "c.subscription = ?";
            case EVERYTHING -> EVERYBODY;
        };
    }
}
