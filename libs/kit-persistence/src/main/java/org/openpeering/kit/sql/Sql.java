/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/**
 * Statements on the service's database. Inside a use case's transaction all of them share its connection; outside, each
 * stands for itself.
 *
 * <p>Parameters: text, numbers, booleans, {@link Instant}, {@link WireEnum} (its wire text), a collection (an
 * array of numbers or of texts), {@link #json(Object)}, null; everything else by its {@code toString()}.
 */
@ApplicationScoped
public class Sql {
    private final AgroalDataSource dataSource;
    private final ObjectMapper json;

    Sql(AgroalDataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /** The rows in the statement's order. */
    public <T> List<T> list(String sql, Function<Row, T> map, @Nullable Object... parameters) {
        return execute(sql, parameters, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results, json);
                List<T> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(map.apply(row));
                }
                return rows;
            }
        });
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
        return execute(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** A parameter for a {@code jsonb} column, to be written {@code ?::jsonb}. */
    public @Nullable String json(@Nullable Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    private <T> T execute(String sql, @Nullable Object[] parameters, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            case WireEnum constant -> statement.setString(at, constant.wire());
            case Collection<?> elements -> statement.setArray(at, array(connection, elements));
            case Number number -> statement.setObject(at, number);
            case Boolean bool -> statement.setBoolean(at, bool);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case null -> statement.setObject(at, null);
            default -> statement.setString(at, value.toString());
        }
    }

    /**
     * Numbers are sent as such: of an array that has to be cast from texts the planner can't tell how long it is, and
     * then reads whole tables.
     */
    private static Array array(Connection connection, Collection<?> elements) throws SQLException {
        boolean numbers = !elements.isEmpty() && elements.stream().allMatch(Long.class::isInstance);
        return numbers
                ? connection.createArrayOf("bigint", elements.toArray())
                : connection.createArrayOf(
                        "text", elements.stream().map(Object::toString).toArray());
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
