/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.bmp.RouterInventory;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/**
 * The edge routers that may report: known by their sysName, from one of their addresses. A router without addresses, and
 * every router in the local stack, may report from a trusted network too.
 */
final class Inventory implements RouterInventory, TopicFollower.Listener<EdgeRouter> {
    private final Map<String, Received<EdgeRouter>> routers = new ConcurrentHashMap<>();
    private final TrustedSources trusted;

    Inventory(TrustedSources trusted) {
        this.trusted = trusted;
    }

    @Override
    public void received(Received<EdgeRouter> message) {
        routers.merge(message.key(), message, (held, next) -> next.revision() > held.revision() ? next : held);
    }

    @Override
    public Optional<RouterIdentity> admit(String sysName, InetAddress source) {
        Received<EdgeRouter> known = routers.get(sysName);
        EdgeRouter router = known == null ? null : known.body();
        if (router == null) {
            return Optional.empty();
        }
        IpAddress address = IpAddress.of(source.getAddress());
        return router.addresses().contains(address) || trusted.contains(address)
                ? Optional.of(new RouterIdentity(router.name()))
                : Optional.empty();
    }
}
