/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Refuses to start when PostgreSQL does not speak English. {@link Failures} finds the name of a violated constraint in the
 * server's message; in another language every conflict would be answered as a fault of ours. The server is asked for a
 * message, for a setting may say less ({@code lc_messages} is empty for the server's environment, and is ignored by one
 * built without translations); it can't be set here, since only superusers may.
 */
@ApplicationScoped
public class ServerLanguage {
    private static final Logger LOG = Logger.getLogger(ServerLanguage.class);
    private static final String ENGLISH = "invalid input syntax for type";

    private final Statements statements;

    ServerLanguage(Statements statements) {
        this.statements = statements;
    }

    /** Before anything works. */
    void check(@Observes @Priority(1) StartupEvent event) {
        try {
            require(Transactions.await(() -> statements
                    .of("select message from pg_input_error_info('x', 'integer')")
                    .get(row -> row.text("message"))));
        } catch (RuntimeException e) {
            if (!Failures.momentary(e)) {
                throw e;
            }
            LOG.warnf("PostgreSQL could not be asked for its language: %s", e);
        }
    }

    static void require(String message) {
        if (!message.startsWith(ENGLISH)) {
            throw new IllegalStateException("PostgreSQL has to speak English to this service, and says \"" + message
                    + "\". As a superuser: alter database … set lc_messages = 'C'");
        }
    }
}
