/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@link Statement}, taken apart once: what stands between the parameters, and the parameters. A name that
 * is used twice is sent twice.
 */
final class StatementText {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z]\\w*)(?:::([a-z]+(?:\\[])?))?");

    /** @param wanted what it is cast to after it was announced as what it is, if anything */
    private record Parameter(String name, @Nullable String wanted) {}

    private final String text;
    private final List<String> between = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    StatementText(String text) {
        this.text = text;
        Matcher matcher = PARAMETER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            between.add(text.substring(end, matcher.start()));
            parameters.add(new Parameter(matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        between.add(text.substring(end));
    }

    /** As the server gets it. */
    String sql(Map<String, @Nullable Object> values) {
        StringBuilder sql = new StringBuilder(text.length() + 16 * between.size());
        for (int i = 0; i < parameters.size(); i++) {
            sql.append(between.get(i));
            append(sql, "$" + (i + 1), parameters.get(i), values);
        }
        return sql.append(between.getLast()).toString();
    }

    /** In the order in which {@link #sql} has them. */
    List<@Nullable Object> values(Map<String, @Nullable Object> values) {
        List<@Nullable Object> sent = new ArrayList<>(parameters.size());
        parameters.forEach(parameter -> sent.add(values.get(parameter.name)));
        return sent;
    }

    private void append(StringBuilder sql, String place, Parameter parameter, Map<String, @Nullable Object> values) {
        Object value = values.get(parameter.name);
        if (value == null && !values.containsKey(parameter.name)) {
            throw new IllegalStateException("parameter :" + parameter.name + " is not set: " + text);
        }
        String wanted = parameter.wanted;
        String own = type(value, wanted != null);
        boolean twice = wanted != null && !wanted.equals(own);
        sql.append(twice ? "cast(" : "");
        sql.append(own == null ? place : "cast(" + place + " as " + own + ")");
        sql.append(twice ? " as " + wanted + ")" : "");
    }

    /** Every value is announced with its type: the server can't find it out everywhere, and plans are kept by it. */
    private static @Nullable String type(@Nullable Object value, boolean cast) {
        return switch (value) {
            case null -> cast ? "text" : null;
            case String _ -> "text";
            case String[] _ -> "text[]";
            case Long[] _ -> "bigint[]";
            case Long _ -> "bigint";
            case Integer _ -> "integer";
            case Double _ -> "float8";
            case Boolean _ -> "boolean";
            case OffsetDateTime _ -> "timestamptz";
            case Buffer _ -> "bytea";
            default -> null;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
