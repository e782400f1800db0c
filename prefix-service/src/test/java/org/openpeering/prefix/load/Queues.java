/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.load;

import static org.openpeering.kit.testing.Eventually.eventually;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.sql.Sql;

/** What the load test does in the database itself. */
final class Queues {
    private Queues() {}

    /** Waits until nothing is due. */
    static void settle(Sql sql) {
        eventually(
                Duration.ofMinutes(10),
                () -> Assertions.assertThat(sql.<Long>get(
                                "select (select count(*) from revalidation) + (select count(*) from outbox)"
                                        + " + (select count(*) from due_change) as n",
                                row -> row.number("n")))
                        .isZero());
    }

    /** Copies of the registration "template". */
    static void seed(Sql sql, ResourceId peering, String first, int block, int count) {
        sql.update("""
                insert into registered_prefix
                    (resource_key, subscription, peering_key, id, prefix, state, report, revision)
                select t.resource_key || i, t.subscription, t.peering_key, t.id || i, host(n.a) || '/30',
                    t.state, t.report, nextval('revision')
                from registered_prefix t, generate_series(0, ? - 1) i,
                    lateral (select ?::inet + i * 4 as a) n
                where t.peering_key = ? and t.id like '%/template'""", count, first + "0", peering.key());
        sql.update("""
                insert into monitored_prefix (prefix, revision, body)
                select r.prefix, m.revision, jsonb_set(m.body, '{prefix}', to_jsonb(r.prefix))
                from registered_prefix r, registered_prefix t join monitored_prefix m on m.prefix = t.prefix
                where r.peering_key = ? and r.id like '%/template_%'
                and t.resource_key = ? || '/registeredprefixes/template'""", peering.key(), peering.key());
        sql.update("analyze");
    }

    static String state(Sql sql, String prefix) {
        return sql.get("select state from registered_prefix where prefix = ?", row -> row.text("state"), prefix);
    }
}
