/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;

/**
 * A native statement of the current session, hence of its transaction: what was persisted is flushed before it, entities
 * loaded before do not see what it changes.
 *
 * <p>Parameters are named. Text, numbers, booleans, {@link Instant}, bytes and null are sent as such, a {@link WireEnum} as
 * its wire text, a collection as an array of numbers or of texts, everything else by its {@code toString()}. The driver
 * refuses a text where the server expects {@code inet}, {@code jsonb} and the like: write {@code :name::inet}, which
 * becomes a cast of a text. Not thread-safe; executed once.
 */
public final class Statement {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z]\\w*)(?:::([a-z]+(?:\\[])?))?");

    private final String sql;
    private final ObjectMapper json;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    Statement(String sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    public Statement set(String name, @Nullable Object value) {
        parameters.put(name, sent(value));
        return this;
    }

    /** The rows in the statement's order; also those of {@code … returning}. */
    public <T> Uni<List<T>> list(Function<Row, T> map) {
        return session()
                .chain(session ->
                        bind(session.createNativeQuery(typed(), Tuple.class)).getResultList())
                .map(rows ->
                        rows.stream().map(row -> map.apply(new Row(row, json))).toList());
    }

    /** The only row, or null. */
    public <T> Uni<@Nullable T> find(Function<Row, T> map) {
        return list(map).map(this::atMostOne);
    }

    /** The only row, which must be there. */
    public <T> Uni<T> get(Function<Row, T> map) {
        return find(map).onItem().ifNull().failWith(() -> new IllegalStateException("no row: " + sql));
    }

    /** The number of rows changed. */
    public Uni<Integer> update() {
        return session()
                .chain(session -> bind(session.createNativeQuery(typed())).executeUpdate());
    }

    /** Asked for when it is needed: of what a client who hung up has cancelled nothing asks any more. */
    private static Uni<Mutiny.Session> session() {
        return Uni.createFrom().deferred(Panache::getSession);
    }

    private <T> @Nullable T atMostOne(List<T> rows) {
        if (rows.size() > 1) {
            throw new IllegalStateException("more than one row: " + sql);
        }
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private <Q extends Mutiny.AbstractQuery> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        return query;
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case WireEnum constant -> constant.wire();
            case Collection<?> elements -> array(elements);
            case String _, Number _, Boolean _, Instant _, byte[] _, String[] _, Long[] _ -> value;
            default -> value.toString();
        };
    }

    /**
     * Numbers are sent as such: of an array that has to be cast from texts the planner can't tell how long it is, and
     * then reads whole tables.
     */
    private static Object array(Collection<?> elements) {
        boolean numbers = !elements.isEmpty() && elements.stream().allMatch(Long.class::isInstance);
        return numbers
                ? elements.toArray(Long[]::new)
                : elements.stream()
                        .map(element ->
                                element instanceof WireEnum constant ? constant.wire() : String.valueOf(element))
                        .toArray(String[]::new);
    }

    private String typed() {
        return PARAMETER.matcher(sql).replaceAll(this::typed);
    }

    private String typed(MatchResult parameter) {
        String name = ":" + parameter.group(1);
        String wanted = parameter.group(2);
        if (!parameters.containsKey(parameter.group(1))) {
            throw new IllegalStateException("parameter " + name + " is not set: " + sql);
        }
        String own = type(parameters.get(parameter.group(1)), wanted != null);
        String typed = own == null ? name : "cast(" + name + " as " + own + ")";
        return wanted == null || wanted.equals(own) ? typed : "cast(" + typed + " as " + wanted + ")";
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
            case Instant _ -> "timestamptz";
            case byte[] _ -> "bytea";
            default -> null;
        };
    }
}
