/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.vertx.core.json.Json;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JsonJdbcType;
import org.jspecify.annotations.Nullable;

/**
 * A {@code jsonb} column, by {@code @JdbcType(Jsonb.class)}. Hibernate Reactive's own {@code SqlTypes.JSON} takes nothing but
 * JSON objects; here a list is an array.
 */
public final class Jsonb extends JsonJdbcType {
    private static final long serialVersionUID = 1;

    /** For Hibernate. */
    public Jsonb() {
        super(null);
    }

    /** What Vert.x' driver takes for {@code jsonb}: a text would become a JSON string. */
    private <T> Object sent(T value, JavaType<T> type, WrapperOptions options) {
        return Json.decodeValue(toString(value, type, options));
    }

    private <T> @Nullable T read(@Nullable Object json, JavaType<T> type, WrapperOptions options) throws SQLException {
        return json == null ? null : fromString(Json.encode(json), type, options);
    }

    @Override
    public <T> ValueBinder<T> getBinder(JavaType<T> type) {
        return new BasicBinder<>(type, this) {
            @Override
            protected void doBind(PreparedStatement statement, T value, int index, WrapperOptions options)
                    throws SQLException {
                statement.setObject(index, sent(value, getJavaType(), options));
            }

            @Override
            protected void doBind(CallableStatement statement, T value, String name, WrapperOptions options)
                    throws SQLException {
                statement.setObject(name, sent(value, getJavaType(), options));
            }
        };
    }

    @Override
    public <T> ValueExtractor<T> getExtractor(JavaType<T> type) {
        return new BasicExtractor<>(type, this) {
            @Override
            protected @Nullable T doExtract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
                return read(rows.getObject(index), getJavaType(), options);
            }

            @Override
            protected @Nullable T doExtract(CallableStatement statement, int index, WrapperOptions options)
                    throws SQLException {
                return read(statement.getObject(index), getJavaType(), options);
            }

            @Override
            protected @Nullable T doExtract(CallableStatement statement, String name, WrapperOptions options)
                    throws SQLException {
                return read(statement.getObject(name), getJavaType(), options);
            }
        };
    }
}
