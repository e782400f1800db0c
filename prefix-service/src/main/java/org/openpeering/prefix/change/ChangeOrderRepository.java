/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.kit.sql.Sql;

/** The lock of {@link ChangeOrder}: of the whole service, so no subscription is named. */
@ApplicationScoped
class ChangeOrderRepository {
    /** Any number that no other advisory lock of this database uses. */
    private static final long LOCK = 0x6F70_6368_616E_6765L;

    private final Sql sql;

    ChangeOrderRepository(Sql sql) {
        this.sql = sql;
    }

    void share() {
        sql.get("select true as held from pg_advisory_xact_lock_shared(?)", row -> row.bool("held"), LOCK);
    }

    void have() {
        sql.get("select true as held from pg_advisory_xact_lock(?)", row -> row.bool("held"), LOCK);
    }
}
