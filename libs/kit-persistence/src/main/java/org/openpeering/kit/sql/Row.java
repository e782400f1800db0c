/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/** The current row of a result; a plain getter refuses SQL null, its {@code …OrNull} sister passes it on. */
public final class Row {
    private final ResultSet results;
    private final ObjectMapper json;

    Row(ResultSet results, ObjectMapper json) {
        this.results = results;
        this.json = json;
    }

    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        return readOrNull(() -> results.getString(column));
    }

    public long number(String column) {
        return present(column, numberOrNull(column));
    }

    public @Nullable Long numberOrNull(String column) {
        return readOrNull(() -> {
            long value = results.getLong(column);
            return results.wasNull() ? null : value;
        });
    }

    public boolean bool(String column) {
        return present(column, readOrNull(() -> {
            boolean value = results.getBoolean(column);
            return results.wasNull() ? null : value;
        }));
    }

    public byte[] bytes(String column) {
        return present(column, readOrNull(() -> results.getBytes(column)));
    }

    public Instant instant(String column) {
        return present(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        OffsetDateTime time = readOrNull(() -> results.getObject(column, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    public <E extends Enum<E> & WireEnum> E constant(String column, Class<E> type) {
        return WireEnum.parse(type, text(column)).orElseThrow();
    }

    public <T> T json(String column, Class<T> type) {
        try {
            return Objects.requireNonNull(json.readValue(text(column), type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column " + column + " is not a " + type, e);
        }
    }

    public <T> T json(String column, TypeReference<T> type) {
        try {
            return Objects.requireNonNull(json.readValue(text(column), type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column " + column + " is not a " + type.getType(), e);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, () -> "column " + column + " is null");
    }

    private static <T> @Nullable T readOrNull(Read<T> read) {
        try {
            return read.value();
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private interface Read<T> {
        @Nullable
        T value() throws SQLException;
    }
}
