/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.kit.bridge.Sql;

/** Table {@code catalogue_loaded}: at most one row. */
@ApplicationScoped
public class FirstStartRepository {
    private final Sql sql;

    FirstStartRepository(Sql sql) {
        this.sql = sql;
    }

    /** True for the one transaction that has to load; another one waits here for its end. */
    boolean claim() {
        return sql.update("insert into catalogue_loaded default values on conflict do nothing") > 0;
    }
}
