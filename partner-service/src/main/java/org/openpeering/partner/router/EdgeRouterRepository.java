/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.MetroEntity;

/** Table {@code edge_router}. */
@Singleton
public class EdgeRouterRepository extends EntryRepository<EdgeRouterEntity> {
    private final Statements statements;

    EdgeRouterRepository(Statements statements) {
        super(statements, EdgeRouterEntity.class, "edge_router", "name");
        this.statements = statements;
    }

    /** The routers' names at a metro. */
    public Uni<List<String>> namesAt(String metro) {
        return statements
                .of("select name from edge_router where metro = :metro order by name")
                .set("metro", MetroEntity.key(metro))
                .list(row -> row.text("name"));
    }

    /** The key of the metro at which a router stands. */
    Uni<@Nullable String> metroOf(String name) {
        return statements
                .of("select metro from edge_router where name = :name")
                .set("name", name)
                .find(row -> row.text("metro"));
    }
}
