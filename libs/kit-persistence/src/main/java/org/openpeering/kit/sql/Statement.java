/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.arm.WireEnum;

/**
 * A native statement of the current session, hence of its transaction: what was persisted is flushed before it, entities
 * loaded before do not see what it changes.
 *
 * <p>Parameters are named. Text, numbers, booleans, {@link Instant}, bytes and null are sent as such, a {@link WireEnum} as
 * its wire text, a {@link Subscription} by its key, a collection as an array of numbers or of texts, everything else by its
 * {@code toString()}. The driver refuses a text where the server expects {@code inet}, {@code jsonb} and the like: write
 * {@code :name::inet}, which becomes a cast of a text. Not thread-safe; executed once.
 *
 * <p>It goes to the session's connection without Hibernate's queries in between: they parse and plan the text anew each
 * time and build each row twice, which was a seventh of partner-service's CPU. Failures are Hibernate's all the same.
 */
public final class Statement {
    private final StatementText text;
    private final ObjectMapper json;
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    Statement(StatementText text, ObjectMapper json) {
        this.text = text;
        this.json = json;
    }

    public Statement set(String name, @Nullable Object value) {
        parameters.put(name, sent(value));
        return this;
    }

    /** The rows in the statement's order; also those of {@code … returning}. */
    public <T> Uni<List<T>> list(Function<Row, T> map) {
        return execute().map(rows -> {
            List<T> mapped = new ArrayList<>(rows.size());
            for (io.vertx.sqlclient.Row row : rows) {
                mapped.add(map.apply(new Row(row, json)));
            }
            return mapped;
        });
    }

    /** The only row, or null. */
    public <T> Uni<@Nullable T> find(Function<Row, T> map) {
        return list(map).map(this::atMostOne);
    }

    /** The only row, which must be there. */
    public <T> Uni<T> get(Function<Row, T> map) {
        return find(map).onItem().ifNull().failWith(() -> new IllegalStateException("no row: " + text));
    }

    /** The number of rows changed. */
    public Uni<Integer> update() {
        return execute().map(RowSet::rowCount);
    }

    /** The session is asked for when it is needed: of what a client who hung up has cancelled nothing asks any more. */
    private Uni<RowSet<io.vertx.sqlclient.Row>> execute() {
        return Uni.createFrom()
                .deferred(Panache::getSession)
                .call(Mutiny.Session::flush)
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> connection(session)
                                .preparedQuery(text.sql(parameters), Tuple.tuple(text.values(parameters)))));
    }

    /** The batch that is put in front of a connection for entities is empty after the flush, and steps aside for a size of 1. */
    private static SqlClientConnection connection(Mutiny.Session session) {
        return (SqlClientConnection)
                ((MutinySessionImpl) session).getReactiveConnection().withBatchSize(1);
    }

    private <T> @Nullable T atMostOne(List<T> rows) {
        if (rows.size() > 1) {
            throw new IllegalStateException("more than one row: " + text);
        }
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case WireEnum constant -> constant.wire();
            case Subscription subscription -> subscription.key();
            case Collection<?> elements -> array(elements);
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case byte[] bytes -> Buffer.buffer(bytes);
            case String _, Number _, Boolean _, String[] _, Long[] _ -> value;
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
                        .map(element -> String.valueOf(sent(element)))
                        .toArray(String[]::new);
    }
}
