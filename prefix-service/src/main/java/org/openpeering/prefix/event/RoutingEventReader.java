/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code routing-events}. */
@ApplicationScoped
public class RoutingEventReader implements TopicReader<RoutingEvent> {
    private final EventService service;

    RoutingEventReader(EventService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.ROUTING_EVENTS;
    }

    @Override
    public Class<RoutingEvent> bodyType() {
        return RoutingEvent.class;
    }

    @Override
    public void apply(Received<RoutingEvent> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<RoutingEvent>> messages) {
        Work.await(() -> service.record(messages));
    }
}
