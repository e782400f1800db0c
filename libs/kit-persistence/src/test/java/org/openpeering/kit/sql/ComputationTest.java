/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;

/** Leaves the event loop in the middle of a transaction and comes back to it. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ComputationTest {
    @Inject
    Statements statements;

    private Uni<Long> transaction() {
        return statements.of("select txid_current() as id").get(row -> row.number("id"));
    }

    @Test
    void isDoneElsewhereAndTheTransactionGoesOn() {
        record Seen(long before, boolean loop, long after) {}

        Seen seen = Transactions.await(() -> transaction()
                .chain(before -> Computation.of(Context::isOnEventLoopThread)
                        .chain(loop -> transaction().map(after -> new Seen(before, loop, after)))));

        assertThat(seen.loop()).isFalse();
        assertThat(seen.after()).isEqualTo(seen.before());
    }

    @Test
    void readsManyRowsElsewhereAndFewAtOnceInTheirOrder() {
        assertThat(numbers(3)).isEqualTo(new Numbers(List.of(1L, 2L, 3L), true));
        assertThat(numbers(300))
                .isEqualTo(new Numbers(LongStream.rangeClosed(1, 300).boxed().toList(), false));
    }

    private record Numbers(List<Long> numbers, boolean loop) {}

    private record Taken(long number, boolean loop) {}

    private Numbers numbers(int count) {
        return Transactions.await(() -> statements
                .of("select n from generate_series(1, :count) n")
                .set("count", count)
                .list(row -> row)
                .chain(Computation.each((Row row) -> new Taken(row.number("n"), Context.isOnEventLoopThread())))
                .map(read -> new Numbers(
                        read.stream().map(Taken::number).toList(), read.stream().allMatch(Taken::loop))));
    }

    @Test
    void aFailureEndsTheTransaction() {
        assertThatThrownBy(() -> Transactions.await(() -> transaction()
                        .chain(() -> Computation.of(() -> {
                            throw new IllegalStateException("computed wrong");
                        }))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("computed wrong");
    }
}
