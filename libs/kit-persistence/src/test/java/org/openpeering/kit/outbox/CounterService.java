/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Statements;

/** A use case as services have them: an object that counts, with its message. */
@ApplicationScoped
public class CounterService implements PanacheRepositoryBase<CounterEntity, String> {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Statements statements;
    private final Outbox outbox;

    CounterService(Statements statements, Outbox outbox) {
        this.statements = statements;
        this.outbox = outbox;
    }

    /** Counts one up and says so; the count travels as the provider's ASN. */
    @WithTransaction
    public Uni<Void> increment(String name, boolean fail) {
        return increment(name).invoke(() -> {
            if (fail) {
                throw new IllegalStateException("rolled back");
            }
        });
    }

    /** The same, when all that share the barrier have their transactions open. */
    @WithTransaction
    public Uni<Void> increment(String name, CyclicBarrier open) {
        return statements
                .of("select 1 as n")
                .get(row -> row.number("n"))
                .chain(() -> Uni.createFrom()
                        .completionStage(CompletableFuture.supplyAsync(() -> passed(open), THREADS))
                        .emitOn(MutinyHelper.executor(Vertx.currentContext())))
                .chain(() -> increment(name));
    }

    private static boolean passed(CyclicBarrier open) {
        try {
            open.await(20, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Uni<Void> increment(String name) {
        return statements
                .of("insert into counter values (:name, 0) on conflict do nothing")
                .set("name", name)
                .update()
                .chain(() -> findById(name, LockModeType.PESSIMISTIC_WRITE))
                .invoke(counter -> counter.n++)
                .chain(counter -> outbox.nextRevision()
                        .map(revision -> new Provider(name, revision, List.of(new Asn(counter.n)), List.of())))
                .chain(provider -> outbox.changed(Topic.PROVIDERS, provider));
    }

    @WithTransaction
    public Uni<Long> waiting(String name) {
        return statements
                .of("select count(*) as n from outbox where message_key = :name")
                .set("name", name)
                .get(row -> row.number("n"));
    }
}
