/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code peerings}. */
@ApplicationScoped
public class PeeringReader implements TopicReader<Peering> {
    private final PartnerService service;

    PeeringReader(PartnerService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.PEERINGS;
    }

    @Override
    public Class<Peering> bodyType() {
        return Peering.class;
    }

    @Override
    public void apply(Received<Peering> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<Peering>> messages) {
        Work.await(() -> service.peerings(messages));
    }
}
