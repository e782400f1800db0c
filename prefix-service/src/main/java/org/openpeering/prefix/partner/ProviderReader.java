/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code providers}. */
@ApplicationScoped
public class ProviderReader implements TopicReader<Provider> {
    private final PartnerService service;

    ProviderReader(PartnerService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.PROVIDERS;
    }

    @Override
    public Class<Provider> bodyType() {
        return Provider.class;
    }

    @Override
    public void apply(Received<Provider> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<Provider>> messages) {
        Work.await(() -> service.providers(messages));
    }
}
