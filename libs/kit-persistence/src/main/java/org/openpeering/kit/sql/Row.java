/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.pgclient.data.Cidr;
import io.vertx.pgclient.data.Inet;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.net.IpAddress;

/** A row of a result; a plain getter refuses SQL null, its {@code …OrNull} sister passes it on. */
public final class Row {
    private final io.vertx.sqlclient.Row columns;
    private final ObjectMapper json;

    Row(io.vertx.sqlclient.Row columns, ObjectMapper json) {
        this.columns = columns;
        this.json = json;
    }

    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        return switch (columns.getValue(column)) {
            case null -> null;
            case Cidr network -> network(network.getAddress(), network.getNetmask());
            case Inet address -> network(address.getAddress(), address.getNetmask());
            case Object value -> value.toString();
        };
    }

    /** As PostgreSQL writes {@code cidr} and {@code inet}. */
    private static String network(InetAddress address, @Nullable Integer length) {
        String text = IpAddress.parse(address.getHostAddress()).toString();
        return length == null ? text : text + "/" + length;
    }

    public long number(String column) {
        return present(column, numberOrNull(column));
    }

    public @Nullable Long numberOrNull(String column) {
        return columns.getValue(column) instanceof Number number ? number.longValue() : null;
    }

    public boolean bool(String column) {
        return present(column, boolOrNull(column));
    }

    public @Nullable Boolean boolOrNull(String column) {
        return (Boolean) columns.getValue(column);
    }

    public byte[] bytes(String column) {
        return present(column, columns.getBuffer(column)).getBytes();
    }

    public Instant instant(String column) {
        return present(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        return columns.getValue(column) instanceof OffsetDateTime time ? time.toInstant() : null;
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
}
