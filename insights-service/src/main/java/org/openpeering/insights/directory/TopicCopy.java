/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/** The newest message of every key of a state topic; tombstones stay, so that what comes late is known as such. */
public final class TopicCopy<T> implements TopicFollower.Listener<T> {
    private final Map<String, Received<T>> messages = new ConcurrentHashMap<>();
    private final Map<String, Long> deletions = new ConcurrentHashMap<>();
    private volatile boolean complete;

    @Override
    public void received(Received<T> message) {
        if (message.body() == null) {
            deletions.merge(message.key(), message.revision(), Math::max);
        }
        messages.merge(message.key(), message, (held, next) -> next.revision() > held.revision() ? next : held);
    }

    @Override
    public void caughtUp() {
        complete = true;
    }

    /** All that was in the topic when it was begun to be read is here. */
    public boolean complete() {
        return complete;
    }

    public Optional<T> find(String key) {
        Received<T> message = messages.get(key);
        return message == null ? Optional.empty() : Optional.ofNullable(message.body());
    }

    /** The revision under which an object was last deleted, though it may have been made again; empty: nobody has heard of it. */
    public OptionalLong deleted(String key) {
        Long revision = deletions.get(key);
        return revision == null ? OptionalLong.empty() : OptionalLong.of(revision);
    }

    public Stream<T> values() {
        return messages.values().stream().flatMap(message -> Stream.ofNullable(message.body()));
    }
}
