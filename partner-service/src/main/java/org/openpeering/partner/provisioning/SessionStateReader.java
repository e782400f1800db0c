/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** See {@link SessionStates}. */
@ApplicationScoped
public class SessionStateReader implements TopicReader<ObservedSession> {
    private final SessionStates states;

    SessionStateReader(SessionStates states) {
        this.states = states;
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
        Work.await(() -> states.observed(messages));
    }
}
