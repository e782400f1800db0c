/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** A caller gets a 503 rather than waiting for ever for a connection. */
@Singleton
public class DatabasePool implements PgPoolCreator {
    private static final int SECONDS = 5;

    @Override
    public Pool create(Input input) {
        return Pool.pool(
                input.vertx(),
                input.pgConnectOptionsList().getFirst(),
                input.poolOptions().setConnectionTimeout(SECONDS).setConnectionTimeoutUnit(TimeUnit.SECONDS));
    }
}
