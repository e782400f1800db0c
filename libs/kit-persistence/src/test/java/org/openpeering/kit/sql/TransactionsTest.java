/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class TransactionsTest {
    @Inject
    NestedService service;

    private final String name = "nested-" + UUID.randomUUID();
    private final AtomicInteger followed = new AtomicInteger();
    private final Runnable follower = followed::incrementAndGet;

    @Test
    void anInnerFailureThatIsRecoveredDoesNotCommitHalfAUseCase() throws Throwable {
        assertThat(VertxContextSupport.subscribeAndAwait(() -> service.recovering(name)))
                .isEqualTo("recovered");

        assertThat(count()).isZero();
    }

    @Test
    void whatFollowsACommitHappensOnceAndAfterIt() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> service.whole(name, follower));

        assertThat(count()).isEqualTo(2);
        assertThat(followed).hasValue(1);
    }

    @Test
    void nothingFollowsWhatWasRolledBack() {
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> service.failing(name, follower)))
                .hasMessage("a half failed");

        assertThat(followed).hasValue(0);
    }

    @Test
    void whatJoinsATransactionOfAWorkerSharesItsFate() {
        assertThatThrownBy(() -> Transactions.await(() ->
                        service.whole(name, follower).onItem().failWith(() -> new IllegalStateException("later"))))
                .hasMessage("later");

        assertThat(Transactions.await(() -> service.count(name))).isZero();
        assertThat(followed).hasValue(0);
    }

    private long count() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> service.count(name));
    }
}
