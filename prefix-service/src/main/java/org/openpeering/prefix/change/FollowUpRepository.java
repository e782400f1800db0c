/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/** Whom a change of many concerns, in the order of resource keys; of every subscription. */
@ApplicationScoped
class FollowUpRepository {
    private static final String NOBODY = "false and :subject = ''";
    private static final String EVERYBODY = ":subject::text is not null";
    private static final String PEERS_AS = "s.provider_key in (select message_key from replica"
            + " where topic = 'providers' and body -> 'asns' @> to_jsonb(:subject::bigint))";

    private final Statements statements;

    FollowUpRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * What may follow from a change.
     *
     * @param watched whether what is monitored follows from it
     */
    record Affected(TargetKind kind, String key, String prefix, boolean watched) {}

    Uni<List<Affected>> next(Change change, int limit) {
        Statement statement = statements
                .of(
                        "select * from ((select 'Registered' as kind, r.resource_key as key, r.prefix, true as watched from "
                                + registered(change) + " order by r.resource_key limit :limit)"
                                + " union all (select 'Customer', c.resource_key, c.prefix, c.claim is not null"
                                + " from customer_prefix c join peering_service s on s.resource_key = c.service_key where "
                                + customers(change)
                                + " and c.resource_key > :passed order by c.resource_key limit :limit))"
                                + " as affected order by key limit :limit")
                .set("subject", change.subject())
                .set("passed", change.passed())
                .set("limit", limit);
        if (change.kind() == ChangeKind.SESSION) {
            statement.set("detail", change.detail());
        }
        return statement.list(row -> new Affected(
                row.constant("kind", TargetKind.class), row.text("key"), row.text("prefix"), row.bool("watched")));
    }

    /** Those that it concerns, by subject, what has passed, and how many. */
    private static String registered(Change change) {
        return switch (change.kind()) {
            case PREFIX, ROUTES -> registeredWhere("prefix = :subject");
            case PEERING, PEERING_GONE -> registeredWhere("peering_key = :subject");
            case SESSION ->
                "(select message_key from replica where topic = 'peerings' and (body ->> 'asn')::bigint = :subject::bigint) p"
                        + " cross join lateral " + registeredWhere("peering_key = p.message_key");
            case PROVIDER, ASN, SUBSCRIPTION, LOCATIONS, REPLACEMENT -> registeredWhere(NOBODY);
            case EVERYTHING -> registeredWhere(EVERYBODY);
        };
    }

    /** The next of one parent, by an index that has them in this order. */
    private static String registeredWhere(String condition) {
        return "(select resource_key, prefix from registered_prefix where " + condition
                + " and resource_key > :passed order by resource_key limit :limit) r";
    }

    private static String customers(Change change) {
        return switch (change.kind()) {
            case PREFIX, ROUTES -> "c.prefix = :subject";
            case PEERING, PEERING_GONE, LOCATIONS, REPLACEMENT -> NOBODY;
            case SESSION -> PEERS_AS + " and (:detail = '' or :detail = any(s.location_keys))";
            case ASN -> PEERS_AS;
            case PROVIDER -> "s.provider_key = :subject";
            case SUBSCRIPTION -> "c.subscription = :subject";
            case EVERYTHING -> EVERYBODY;
        };
    }
}
