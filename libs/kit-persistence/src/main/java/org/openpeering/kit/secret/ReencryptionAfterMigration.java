/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.openpeering.kit.secret.Reencryption.Scope;

/**
 * After the migrations: secrets that one of them found in clear are encrypted, and, when it is asked for, everything that
 * is not under the current key. So the command is the migration's job, which neither serves nor reads topics.
 */
@Singleton
class ReencryptionAfterMigration implements FlywayConfigurationCustomizer, Callback {
    private final EncryptionConfig config;
    private final Instance<Secrets> secrets;
    private final Instance<SecretColumn> columns;

    ReencryptionAfterMigration(EncryptionConfig config, Instance<Secrets> secrets, Instance<SecretColumn> columns) {
        this.config = config;
        this.secrets = secrets;
        this.columns = columns;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.callbacks(Stream.concat(Arrays.stream(flyway.getCallbacks()), Stream.of(this))
                .toArray(Callback[]::new));
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            encrypt(context.getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException("secrets could not be encrypted", e);
        }
    }

    private void encrypt(Connection database) throws SQLException {
        boolean before = database.getAutoCommit();
        database.setAutoCommit(false);
        try {
            if (config.reencrypt()) {
                Reencryption all = run(database, Scope.ALL);
                all.forgetOthers();
            } else if (Reencryption.foundClear(database)) {
                run(database, Scope.CLEAR);
                Reencryption.forgetClear(database);
            }
        } finally {
            database.rollback();
            database.setAutoCommit(before);
        }
    }

    private Reencryption run(Connection database, Scope scope) throws SQLException {
        Reencryption work = new Reencryption(database, secrets.get(), scope);
        for (SecretColumn column : columns) {
            work.run(column);
        }
        return work;
    }

    @Override
    public String getCallbackName() {
        return "encryption of secrets";
    }
}
