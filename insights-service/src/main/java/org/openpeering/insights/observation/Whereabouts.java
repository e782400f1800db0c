/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/**
 * From where routers are connected to other collectors, as these say of their sessions.
 *
 * <p>Of a router only what is said of its latest connection counts. Who has moved may leave sessions behind whose end nobody
 * tells, and of two connections that came in the same moment one has to be the one that stays.
 */
final class Whereabouts implements TopicFollower.Listener<ObservedSession> {
    private final Map<String, Map<String, ObservedSession>> byRouter = new HashMap<>();
    private final String self;
    private final Predicate<String> alive;

    /**
     * @param self which collector this is
     * @param alive of others, whether they are
     */
    Whereabouts(String self, Predicate<String> alive) {
        this.self = self;
        this.alive = alive;
    }

    @Override
    public synchronized void received(Received<ObservedSession> message) {
        ObservedSession session = message.body();
        if (session == null) {
            byRouter.values().forEach(sessions -> sessions.remove(message.key()));
        } else {
            byRouter.computeIfAbsent(session.router(), _ -> new HashMap<>())
                    .merge(message.key(), session, (held, next) -> next.revision() > held.revision() ? next : held);
        }
    }

    /**
     * The router's address from which another collector, which is alive, has sessions of it that are up. Empty also where that
     * is not known.
     */
    synchronized Optional<IpAddress> elsewhere(String router) {
        Map<String, ObservedSession> sessions = byRouter.getOrDefault(router, Map.of());
        long latest = sessions.values().stream()
                .mapToLong(ObservedSession::epoch)
                .max()
                .orElse(0);
        return sessions.values().stream()
                .filter(session -> session.epoch() == latest && session.established() && another(session.collector()))
                .flatMap(session -> Stream.ofNullable(session.source()))
                .findFirst();
    }

    private boolean another(@Nullable String collector) {
        return collector != null && !self.equals(collector) && alive.test(collector);
    }
}
