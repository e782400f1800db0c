/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.storage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.kit.sql.Statements;

@ApplicationScoped
class StorageRepository {
    private final Statements statements;

    StorageRepository(Statements statements) {
        this.statements = statements;
    }

    /** Fails while the database is away, or has no tables of ours. */
    Uni<Boolean> answers() {
        return statements.of("select exists (select from unattended) as any").get(row -> true);
    }
}
