/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.kit.sql.Statements;

/** Table {@code catalogue_loaded}: at most one row. */
@ApplicationScoped
public class FirstStartRepository {
    private final Statements statements;

    FirstStartRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * True for the one transaction that has to load; another one waits here for its end, longer than statements may take
     * elsewhere: on a busy machine that is more than a few seconds.
     */
    Uni<Boolean> claim() {
        return timeout("'5min'").chain(this::insert).call(() -> timeout("reset_val"));
    }

    /** Of what follows in this transaction. */
    private Uni<String> timeout(String value) {
        return statements
                .of("select set_config(name, " + value + ", true) as value from pg_settings"
                        + " where name = 'statement_timeout'")
                .get(row -> row.text("value"));
    }

    private Uni<Boolean> insert() {
        return statements
                .of("insert into catalogue_loaded default values on conflict do nothing")
                .update()
                .map(count -> count > 0);
    }
}
