/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Statements;

/**
 * A reader as services have them; notes each effect, and fails for routers called "explosive". For each called "starting" it
 * finds the database starting {@value #STARTS} times, as who comes a moment before it is there.
 */
@ApplicationScoped
public class RouterReader {
    private static final int STARTS = 5;

    private final Map<String, Integer> starts = new ConcurrentHashMap<>();
    private final Inbox inbox;
    private final Replica replica;
    private final Statements statements;

    RouterReader(Inbox inbox, Replica replica, Statements statements) {
        this.inbox = inbox;
        this.replica = replica;
        this.statements = statements;
    }

    @Incoming("edge-routers")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, EdgeRouter.class, this::apply);
    }

    private Uni<Void> apply(List<Received<EdgeRouter>> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(this::apply)
                .collect()
                .last();
    }

    private Uni<Void> apply(Received<EdgeRouter> message) {
        return replica.store(Topic.EDGE_ROUTERS, message)
                .chain(changed -> changed ? note(message) : Uni.createFrom().voidItem())
                .invoke(() -> {
                    if (message.key().startsWith("explosive")) {
                        throw new IllegalStateException("this content can't be");
                    }
                })
                .chain(() -> message.key().startsWith("starting")
                                && starts.merge(message.key(), 1, Integer::sum) <= STARTS
                        ? Uni.createFrom().failure(new SQLException("the database system is starting up", "57P03"))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> note(Received<EdgeRouter> message) {
        return statements
                .of("insert into applied (message_key, revision) values (:key, :revision)")
                .set("key", message.key())
                .set("revision", message.revision())
                .update()
                .replaceWithVoid();
    }
}
