/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/** What a test asks the database, with parameters by position; of the transaction that {@link Work} has open, if any. */
@ApplicationScoped
public class Sql {
    private final Statements statements;

    Sql(Statements statements) {
        this.statements = statements;
    }

    /** The rows in the statement's order. */
    public <T> List<T> list(String sql, Function<Row, T> map, @Nullable Object... parameters) {
        return execute(() -> statement(sql, parameters).list(map));
    }

    /** The only row, or none. */
    public <T> Optional<T> find(String sql, Function<Row, T> map, @Nullable Object... parameters) {
        List<T> rows = list(sql, map, parameters);
        if (rows.size() > 1) {
            throw new IllegalStateException("more than one row: " + sql);
        }
        return rows.stream().findFirst();
    }

    /** The only row, which must be there. */
    public <T> T get(String sql, Function<Row, T> map, @Nullable Object... parameters) {
        return find(sql, map, parameters).orElseThrow(() -> new IllegalStateException("no row: " + sql));
    }

    /** The number of rows changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return execute(() -> statement(sql, parameters).update());
    }

    /** A parameter for a {@code jsonb} column, to be written {@code ?::jsonb}. */
    public @Nullable String json(@Nullable Object value) {
        return statements.json(value);
    }

    private static <T> T execute(Supplier<Uni<T>> statement) {
        return Objects.requireNonNull(Work.await(statement));
    }

    private Statement statement(String sql, @Nullable Object... parameters) {
        StringBuilder named = new StringBuilder();
        int count = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            named.append(c == '?' ? ":p" + ++count : String.valueOf(c));
        }
        Statement statement = statements.of(named.toString());
        for (int i = 0; i < parameters.length; i++) {
            statement.set("p" + (i + 1), parameters[i]);
        }
        return statement;
    }
}
