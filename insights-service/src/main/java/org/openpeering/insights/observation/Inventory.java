/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.insights.bmp.Refusal;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.bmp.RouterInventory;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/**
 * The edge routers that may report: known by their sysName, from one of their addresses. Where proxies stand between, every
 * router may report from the proxies' networks too.
 */
final class Inventory implements RouterInventory, TopicFollower.Listener<EdgeRouter> {
    private final Map<String, Received<EdgeRouter>> routers = new HashMap<>();
    private final TrustedSources trusted;
    /** Of all routers; null: to be collected again. */
    private @Nullable Set<IpAddress> addresses;

    Inventory(TrustedSources trusted) {
        this.trusted = trusted;
    }

    @Override
    public synchronized void received(Received<EdgeRouter> message) {
        routers.merge(message.key(), message, (held, next) -> next.revision() > held.revision() ? next : held);
        addresses = null;
    }

    @Override
    public synchronized boolean knows(InetAddress source) {
        IpAddress address = IpAddress.of(source.getAddress());
        return addresses().contains(address) || trusted.contains(address);
    }

    private Set<IpAddress> addresses() {
        Set<IpAddress> known = addresses;
        if (known == null) {
            known = new HashSet<>();
            for (Received<EdgeRouter> message : routers.values()) {
                EdgeRouter router = message.body();
                if (router != null) {
                    known.addAll(router.addresses());
                }
            }
            addresses = known;
        }
        return known;
    }

    @Override
    public synchronized Admission admit(String sysName, InetAddress source) {
        Received<EdgeRouter> known = routers.get(sysName);
        EdgeRouter router = known == null ? null : known.body();
        if (router == null) {
            return new Admission.Refused(Refusal.UNKNOWN_ROUTER);
        }
        IpAddress address = IpAddress.of(source.getAddress());
        return router.addresses().contains(address) || trusted.contains(address)
                ? new Admission.Admitted(new RouterIdentity(router.name()))
                : new Admission.Refused(Refusal.FOREIGN_ADDRESS);
    }
}
