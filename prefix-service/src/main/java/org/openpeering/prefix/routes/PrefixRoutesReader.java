/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.TopicReader;
import org.openpeering.kit.message.Received;

/** Takes over {@code prefix-routes}. */
@ApplicationScoped
public class PrefixRoutesReader implements TopicReader<PrefixRoutes> {
    private final RoutesService service;

    PrefixRoutesReader(RoutesService service) {
        this.service = service;
    }

    @Override
    public Topic topic() {
        return Topic.PREFIX_ROUTES;
    }

    @Override
    public Class<PrefixRoutes> bodyType() {
        return PrefixRoutes.class;
    }

    @Override
    public void apply(Received<PrefixRoutes> message) {
        applyAll(List.of(message));
    }

    @Override
    public void applyAll(List<Received<PrefixRoutes>> messages) {
        Work.await(() -> service.prefixRoutes(messages));
    }
}
