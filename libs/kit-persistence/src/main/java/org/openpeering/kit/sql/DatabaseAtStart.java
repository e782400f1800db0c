/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.start.Setting;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;
import org.openpeering.kit.start.Violation;
import org.openpeering.kit.topic.Backoff;

/**
 * Refuses to start with a database that the service can't work with, or in production must not; waits for one that is away.
 *
 * <p>Its language: {@link Failures} finds the name of a violated constraint in the server's message; in another language
 * every conflict would be answered as a fault of ours. The server is asked for a message, for a setting may say less
 * ({@code lc_messages} is empty for the server's environment, and is ignored by one built without translations); it can't
 * be set here, since only superusers may.
 *
 * <p>Its schema: a migration that is missing would show as failing statements, one by one. Newer ones are welcome, since
 * they are made so that the version before still works; so a release can be rolled out, and back.
 *
 * <p>The role: one that may do DDL is refused in production; PostgreSQL itself is asked. {@code ProductionE2ETest} has all of
 * it with real roles.
 *
 * <p>A service that works without ({@code openpeering.database.awaited=false}) is not held up by one that is away: it goes on
 * trying beside, and ends when what it finds is to be refused.
 */
@ApplicationScoped
public class DatabaseAtStart {
    private static final Logger LOG = Logger.getLogger(DatabaseAtStart.class);
    private static final String ENGLISH = "invalid input syntax for type";
    private static final String UPGRADE = "docs/operations/upgrade.md tells how";

    private final Statements statements;
    private final Flyway flyway;
    private final DatabaseConfig config;
    private final Event<DatabaseFound> found;
    private volatile @Nullable Thread later;

    DatabaseAtStart(Statements statements, Flyway flyway, DatabaseConfig config, Event<DatabaseFound> found) {
        this.statements = statements;
        this.flyway = flyway;
        this.config = config;
        this.found = found;
    }

    /** Before anything works. */
    void check(@Observes @Priority(1) StartupEvent event) {
        Settings settings = Settings.inForce();
        if (config.awaited()) {
            await(settings, Instant.now().plus(config.patience()));
            return;
        }
        try {
            await(settings, Instant.MIN);
        } catch (Away away) {
            LOG.warnf("PostgreSQL is away, the service begins without: %s", away.getMessage());
            later = Thread.ofVirtual().name("asking PostgreSQL").start(() -> awaitLater(settings));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Thread asking = later;
        if (asking != null) {
            asking.interrupt();
        }
    }

    private void awaitLater(Settings settings) {
        try {
            await(settings, Instant.MAX);
            tell();
        } catch (Away e) {
            LOG.debug("the service ends before PostgreSQL was there");
        } catch (StartRefused e) {
            LOG.error(e.lines());
            Quarkus.asyncExit(1);
        } catch (RuntimeException e) {
            LOG.error("PostgreSQL can't be worked with", e);
            Quarkus.asyncExit(1);
        }
    }

    private void tell() {
        try {
            found.fire(new DatabaseFound());
        } catch (RuntimeException e) {
            if (!Failures.momentary(e)) {
                throw e;
            }
            LOG.warnf("PostgreSQL went away again: %s", e);
        }
    }

    /** It could not be reached until the last moment. */
    private static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        Away(String message) {
            super(message, null, false, false);
        }
    }

    /** @param giveUp when one that can't be reached is no longer waited for; it is asked once in any case */
    private void await(Settings settings, Instant giveUp) {
        Backoff backoff = new Backoff("asking PostgreSQL", LOG);
        while (true) {
            try {
                refuse(settings);
                backoff.succeeded();
                return;
            } catch (StartRefused e) {
                throw e;
            } catch (RuntimeException e) {
                if (Failures.unwelcome(e)) {
                    throw new StartRefused(user(settings)
                            .violates(
                                    "PostgreSQL refuses the role: " + last(e),
                                    "Correct it, its password or the database"));
                }
                if (!Failures.momentary(e)) {
                    throw e;
                }
                if (!config.awaited()) {
                    if (Instant.now().isAfter(giveUp) || !backoff.failed(e)) {
                        throw new Away(last(e));
                    }
                } else if (Instant.now().isAfter(giveUp) || !backoff.failed(e)) {
                    throw new StartRefused(settings.get("quarkus.datasource.reactive.url")
                            .violates(
                                    "PostgreSQL could not be reached for " + config.patience() + ": " + last(e),
                                    "Start it, or correct the URL"));
                }
            }
        }
    }

    private void refuse(Settings settings) {
        List<Violation> violations = Stream.of(
                        language(askForMessage()),
                        settings.production()
                                ? schemaRights(user(settings), askForRights())
                                : Optional.<Violation>empty(),
                        missing(known(), applied()))
                .flatMap(Optional::stream)
                .toList();
        if (!violations.isEmpty()) {
            throw new StartRefused(violations);
        }
    }

    private static Setting user(Settings settings) {
        return settings.get("quarkus.datasource.username");
    }

    private String askForMessage() {
        return Transactions.await(() -> statements
                .of("select message from pg_input_error_info('x', 'integer')")
                .get(row -> row.text("message")));
    }

    static Optional<Violation> language(String message) {
        return message.startsWith(ENGLISH)
                ? Optional.empty()
                : Optional.of(new Violation("PostgreSQL has to speak English to this service, and says \"" + message
                        + "\". As a superuser: alter database … set lc_messages = 'C'"));
    }

    /** What the role may do beyond reading and writing rows; empty for a role as it should be. */
    private String askForRights() {
        return Transactions.await(() -> statements.of("""
            select concat_ws(', ',
                case when rolsuper then 'is a superuser' end,
                case when has_database_privilege(current_database(), 'create')
                    then 'may create schemas' end,
                case when has_schema_privilege(coalesce(current_schema(), 'public'), 'create')
                    then 'may create tables' end,
                (select 'owns ' || count(*) || ' tables' from pg_class
                    where relkind in ('r', 'p') and pg_has_role(relowner, 'usage')
                        and relnamespace = coalesce(current_schema(), 'public')::regnamespace
                    having count(*) > 0)) as rights
            from pg_roles where rolname = current_user\
            """).get(row -> row.text("rights")));
    }

    static Optional<Violation> schemaRights(Setting user, String rights) {
        return rights.isEmpty()
                ? Optional.empty()
                : Optional.of(user.violates(
                        "the role may do DDL, for it " + rights,
                        "Use a role that can only read and write rows, and leave the owner to the migration: "
                                + UPGRADE));
    }

    /** Each version that this service was built with, as Flyway writes it down. */
    private Set<String> known() {
        return flyway.getConfiguration().getResourceProvider().getResources("V", new String[] {".sql"}).stream()
                .map(resource -> resource.getFilename())
                .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
                .collect(Collectors.toSet());
    }

    private Set<String> applied() {
        try {
            return Set.copyOf(Transactions.await(() -> statements
                    .of("select version from flyway_schema_history where success and version is not null")
                    .list(row -> row.text("version"))));
        } catch (RuntimeException e) {
            if (Failures.undefined(e)) {
                return Set.of();
            }
            throw e;
        }
    }

    static Optional<Violation> missing(Set<String> known, Set<String> applied) {
        Set<String> missing = new TreeSet<>(known);
        missing.removeAll(applied);
        Set<String> newer = new TreeSet<>(applied);
        newer.removeAll(known);
        if (!newer.isEmpty()) {
            LOG.infof("the database is newer than this version of the service, by the migrations %s", newer);
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation("the database lacks the migrations " + missing
                        + ". Run this version's image once with QUARKUS_FLYWAY_MIGRATE_AT_START=true,"
                        + " QUARKUS_INIT_AND_EXIT=true and the owner's role, before the service: " + UPGRADE));
    }

    private static String last(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
