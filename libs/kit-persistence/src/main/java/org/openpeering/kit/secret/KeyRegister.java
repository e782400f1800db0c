/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.DatabaseFound;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;

/**
 * Table {@code encryption_key}: which keys there may be secrets under. A service that can't open them does not start,
 * rather than fail when one is asked for: a key that was taken away too early, or another one under the same name.
 */
@ApplicationScoped
public class KeyRegister {
    private static final Logger LOG = Logger.getLogger(KeyRegister.class);
    private static final SecretColumn PROBE = SecretColumn.of("encryption_key", "probe", "id");

    private final Secrets secrets;
    private final Statements statements;

    KeyRegister(Secrets secrets, Statements statements) {
        this.secrets = secrets;
        this.statements = statements;
    }

    /** Before anything works. */
    void check(@Observes @Priority(2) StartupEvent event) {
        try {
            Transactions.await(() -> registered().invoke(this::require).chain(this::register));
        } catch (RuntimeException e) {
            if (!Failures.momentary(e)) {
                throw e;
            }
            LOG.warnf("PostgreSQL could not be asked for the keys of its secrets: %s", e);
        }
    }

    /** Of a service that began without the database. */
    void check(@Observes DatabaseFound found) {
        Transactions.await(() -> registered().invoke(this::require).chain(this::register));
    }

    private Uni<List<Sealed>> registered() {
        return statements
                .of("select id, probe from encryption_key where id <> ''")
                .list(row -> new Sealed(row.text("probe"), PROBE.at(row.text("id"))));
    }

    /** Each has to be there and to be the same one. */
    void require(List<Sealed> probes) {
        probes.forEach(secrets::open);
    }

    private Uni<Void> register() {
        String id = secrets.current();
        return statements
                .of("insert into encryption_key (id, probe) values (:id, :probe) on conflict do nothing")
                .set("id", id)
                .set("probe", probe(secrets))
                .update()
                .replaceWithVoid();
    }

    /** A sealed text that opens with the current key only. */
    static String probe(Secrets secrets) {
        return secrets.seal(secrets.current(), PROBE.at(secrets.current())).text();
    }
}
