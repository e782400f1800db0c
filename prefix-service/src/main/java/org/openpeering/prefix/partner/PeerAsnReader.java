/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code peer-asns}. */
@ApplicationScoped
public class PeerAsnReader implements TopicReader<PeerAsn> {
    private final PartnerService service;

    PeerAsnReader(PartnerService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.PEER_ASNS;
    }

    @Override
    public Class<PeerAsn> bodyType() {
        return PeerAsn.class;
    }

    @Override
    public void apply(Received<PeerAsn> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<PeerAsn>> messages) {
        Work.await(() -> service.peerAsns(messages));
    }
}
