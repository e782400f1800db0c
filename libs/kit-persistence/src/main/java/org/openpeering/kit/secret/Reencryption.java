/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.secret;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Encrypts with the current key what stands in clear or under another one, while services work: some blocks of a table at
 * a time, each in a transaction of its own. It waits for no row that somebody has locked, so that nobody waits for it in a
 * circle; those it comes back to one by one. What a service writes meanwhile is under the service's current key. If it is
 * stopped, what is done is done, and the next run does the rest. {@code ReencryptionTest} holds it to this.
 */
final class Reencryption {
    private static final Logger LOG = Logger.getLogger(Reencryption.class);
    private static final int BLOCKS = 16;

    private final Connection database;
    private final Secrets secrets;
    private final Scope scope;

    /** What is to be encrypted: a condition of SQL on a column, and on what is under the current key. */
    enum Scope {
        /** What is not under the current key. */
        ALL("not starts_with(%1$s, '%2$s')"),
        /** What is from before there was encryption. */
        CLEAR("%1$s !~ '" + Secrets.SEALED + "'");

        private final String condition;

        Scope(String condition) {
            this.condition = condition;
        }
    }

    /** @param database with autocommit off */
    Reencryption(Connection database, Secrets secrets, Scope scope) {
        this.database = database;
        this.secrets = secrets;
        this.scope = scope;
    }

    /**
     * @return how many were encrypted
     * @throws IllegalStateException when some are left, because somebody goes on writing under another key
     */
    long run(SecretColumn column) throws SQLException {
        long changed = 0;
        long blocks = number(
                database, "select pg_relation_size('" + column.table() + "') / current_setting('block_size')::int + 1");
        for (long block = 0; block < blocks; block += BLOCKS) {
            changed += step(
                    column,
                    "ctid >= '(%d,0)'::tid and ctid < '(%d,0)'::tid".formatted(block, block + BLOCKS),
                    "for no key update skip locked");
        }
        long left = left(column);
        for (long tries = 2 * left; left > 0 && tries > 0; tries--) {
            changed += step(column, "true", "limit 1 for no key update");
            left = left(column);
        }
        LOG.infof("%s: %d encrypted with the key '%s', %d left", column, changed, secrets.current(), left);
        if (left > 0) {
            throw new IllegalStateException(left + " of " + column + " are still under another key: first every process"
                    + " has to run with " + Secrets.SETTING + ".current=" + secrets.current());
        }
        return changed;
    }

    /** Everything is under the current key: the others may go. */
    void forgetOthers() throws SQLException {
        try (PreparedStatement others = database.prepareStatement("delete from encryption_key where id <> ?");
                PreparedStatement current = database.prepareStatement(
                        "insert into encryption_key (id, probe) values (?, ?) on conflict do nothing")) {
            others.setString(1, secrets.current());
            others.executeUpdate();
            current.setString(1, secrets.current());
            current.setString(2, KeyRegister.probe(secrets));
            current.executeUpdate();
        }
        database.commit();
    }

    /** Whether a migration found secrets in clear. */
    static boolean foundClear(Connection database) throws SQLException {
        return number(database, "select count(*) from encryption_key where id = ''") > 0;
    }

    static void forgetClear(Connection database) throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.executeUpdate("delete from encryption_key where id = ''");
        }
        database.commit();
    }

    private record Found(String ctid, String renewed) {}

    /** @param rest which of them, and what to do about those that are locked */
    private long step(SecretColumn column, String where, String rest) throws SQLException {
        List<Found> found = new ArrayList<>();
        String sql = "select ctid::text, %s, %s from %s where %s and %s %s"
                .formatted(
                        column.column(),
                        String.join(", ", column.row()),
                        column.table(),
                        where,
                        condition(column),
                        rest);
        try (Statement select = database.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            while (rows.next()) {
                found.add(found(column, rows));
            }
        }
        try (PreparedStatement update = database.prepareStatement(
                "update %s set %s = ? where ctid = ?::tid".formatted(column.table(), column.column()))) {
            for (Found each : found) {
                update.setString(1, each.renewed());
                update.setString(2, each.ctid());
                update.addBatch();
            }
            update.executeBatch();
        }
        database.commit();
        return found.size();
    }

    private Found found(SecretColumn column, ResultSet rows) throws SQLException {
        String[] names = new String[column.row().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = rows.getString(3 + i);
        }
        SecretColumn.Place place = column.at(names);
        String secret = secrets.open(new Sealed(rows.getString(2), place));
        return new Found(rows.getString(1), secrets.seal(secret, place).text());
    }

    private String condition(SecretColumn column) {
        return scope.condition.formatted(column.column(), secrets.currentPrefix());
    }

    private long left(SecretColumn column) throws SQLException {
        long left = number(database, "select count(*) from " + column.table() + " where " + condition(column));
        database.commit();
        return left;
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
