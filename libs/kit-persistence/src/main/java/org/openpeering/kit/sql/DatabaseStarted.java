/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Started when the tables are there and have been read once: the last migration that was applied, and the outbox as one
 * that every service has. It is not asked again, since a database that goes away later is readiness' business. A service
 * that does not wait for it is started without.
 */
@Startup
@ApplicationScoped
public class DatabaseStarted implements AsyncHealthCheck {
    private static final String NAME = "database";

    private final Pool pool;
    private final boolean awaited;
    private volatile @Nullable String migration;

    DatabaseStarted(Pool pool, DatabaseConfig config) {
        this.pool = pool;
        this.awaited = config.awaited();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        String known = migration;
        return known != null
                ? Uni.createFrom().item(up(known))
                : pool.query("select version, (select count(*) from (select from outbox limit 1) o) as first"
                                + " from flyway_schema_history where success and version is not null"
                                + " order by installed_rank desc limit 1")
                        .execute()
                        .map(rows -> rows.iterator().next().getString("version"))
                        .invoke(version -> migration = version)
                        .map(DatabaseStarted::up)
                        .onFailure()
                        .recoverWithItem(this::down);
    }

    private static HealthCheckResponse up(String migration) {
        return HealthCheckResponse.named(NAME)
                .up()
                .withData("migration", migration)
                .build();
    }

    /** The kind alone: messages of drivers name users and hosts. */
    private HealthCheckResponse down(Throwable cause) {
        return HealthCheckResponse.named(NAME)
                .status(!awaited)
                .withData("trouble", cause.getClass().getSimpleName())
                .build();
    }
}
