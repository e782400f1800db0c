/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A caller gets a 503 rather than waiting for ever for a connection. */
@Singleton
public class DatabasePool implements PgPoolCreator {
    private static final int SECONDS = 5;

    private volatile @Nullable PgConnectOptions options;

    /** For a connection outside of the pool. */
    public PgConnectOptions options() {
        return new PgConnectOptions(Objects.requireNonNull(options, "there is no pool yet"));
    }

    @Override
    public Pool create(Input input) {
        options = input.pgConnectOptionsList().getFirst();
        return Pool.pool(
                input.vertx(),
                input.pgConnectOptionsList().getFirst(),
                input.poolOptions().setConnectionTimeout(SECONDS).setConnectionTimeoutUnit(TimeUnit.SECONDS));
    }
}
