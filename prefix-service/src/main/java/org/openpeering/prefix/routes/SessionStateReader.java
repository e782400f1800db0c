/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code session-states}. */
@ApplicationScoped
public class SessionStateReader implements TopicReader<ObservedSession> {
    private final RoutesService service;

    SessionStateReader(RoutesService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.SESSION_STATES;
    }

    @Override
    public Class<ObservedSession> bodyType() {
        return ObservedSession.class;
    }

    @Override
    public void apply(Received<ObservedSession> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<ObservedSession>> messages) {
        Work.await(() -> service.sessions(messages));
    }
}
