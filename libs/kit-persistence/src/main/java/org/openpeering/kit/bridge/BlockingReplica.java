/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/** See {@link Replica}. */
@ApplicationScoped
public class BlockingReplica {
    private final Replica replica;

    BlockingReplica(Replica replica) {
        this.replica = replica;
    }

    @Transacted
    public boolean store(Topic topic, Received<? extends Revisioned> message) {
        return Boolean.TRUE.equals(Work.await(() -> replica.store(topic, message)));
    }

    @Transacted
    public List<String> store(Topic topic, Collection<? extends Received<? extends Revisioned>> messages) {
        return Objects.requireNonNull(Work.await(() -> replica.store(topic, messages)));
    }

    public <T> Optional<T> find(Topic topic, String key, Class<T> type) {
        return Optional.ofNullable(Work.await(() -> replica.find(topic, key, type)));
    }

    public <T> List<T> all(Topic topic, Class<T> type) {
        return Objects.requireNonNull(Work.await(() -> replica.all(topic, type)));
    }
}
