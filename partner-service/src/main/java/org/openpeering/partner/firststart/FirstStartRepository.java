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

    /** True for the one transaction that has to load; another one waits here for its end. */
    Uni<Boolean> claim() {
        return statements
                .of("insert into catalogue_loaded default values on conflict do nothing")
                .update()
                .map(count -> count > 0);
    }
}
