/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Native statements, for work on sets: what is one row with a shape is an entity. */
@ApplicationScoped
public class Statements {
    private final ObjectMapper json;
    /** Texts are constants of the code, or put together from a few of them. */
    private final Map<String, StatementText> texts = new ConcurrentHashMap<>();

    Statements(ObjectMapper json) {
        this.json = json;
    }

    /** @param sql with named parameters, {@code :name} or {@code :name::type} */
    public Statement of(String sql) {
        return new Statement(texts.computeIfAbsent(sql, StatementText::new), json);
    }

    /** A parameter for a {@code jsonb} column, to be written {@code :name::jsonb}. */
    public @Nullable String json(@Nullable Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }
}
