/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ScheduledRoundTest {
    @Inject
    Statements statements;

    private final String name = "round-" + UUID.randomUUID();
    private final AtomicInteger attempts = new AtomicInteger();
    private final ScheduledRound round = new ScheduledRound(name, () -> insert().invoke(this::failTwice));

    @Test
    void aRoundThatFailsIsTriedAgainUntilItWorksAndOnlyThatCounts() throws Throwable {
        VertxContextSupport.subscribeAndAwait(round::run);

        assertThat(attempts).hasValue(3);
        assertThat(Transactions.await(this::count)).isEqualTo(1);
    }

    private void failTwice() {
        if (attempts.incrementAndGet() < 3) {
            throw new IllegalStateException("not yet");
        }
    }

    private Uni<Void> insert() {
        return statements
                .of("insert into counter values (:name, 0)")
                .set("name", name)
                .update()
                .replaceWithVoid();
    }

    private Uni<Long> count() {
        return statements
                .of("select count(*) as n from counter where name = :name")
                .set("name", name)
                .get(row -> row.number("n"));
    }
}
