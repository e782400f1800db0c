/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/**
 * What a service does with the messages of a topic; each bean of this type gets its own consumer group and thread.
 *
 * <p>{@code apply} runs in a transaction together with other messages of the same poll and may run again for a message
 * it has seen: it must be idempotent by (key, revision), for state topics by calling {@link Replica#store} first and
 * doing nothing when that says false. Failure policy: while the database is away, wait and try again for ever; a
 * message that fails by itself is tried {@value Inbox#ATTEMPTS} times and then set aside in {@code <topic>.dlq}.
 *
 * @param <T> the body's type
 */
public interface TopicReader<T> {
    Topic topic();

    Class<T> bodyType();

    /** Applies one message. */
    void apply(Received<T> message);

    /** Those of a poll, in order; to be replaced by who can apply many at once faster, with the same effect. */
    default void applyAll(List<Received<T>> messages) {
        messages.forEach(this::apply);
    }
}
