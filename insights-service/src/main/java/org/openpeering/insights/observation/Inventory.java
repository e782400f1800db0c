/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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
 *
 * <p>Two routers of one name are told by their addresses, here as on one collector: who is connected to another collector from
 * another address of the same router is refused here, until that one is gone or the inventory has its address no more. Of what
 * comes by way of a proxy nobody knows whose address it would have; that is never refused for it, nor anybody for it.
 */
final class Inventory implements RouterInventory, TopicFollower.Listener<EdgeRouter> {
    private final Map<String, Received<EdgeRouter>> routers = new HashMap<>();
    private final TrustedSources trusted;
    private final Whereabouts whereabouts;
    /** Of all routers; null: to be collected again. */
    private @Nullable Set<IpAddress> addresses;

    Inventory(TrustedSources trusted, Whereabouts whereabouts) {
        this.trusted = trusted;
        this.whereabouts = whereabouts;
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
        if (router.addresses().contains(address)) {
            return isElsewhere(router, address)
                    ? new Admission.Refused(Refusal.CONNECTED_ELSEWHERE)
                    : new Admission.Admitted(new RouterIdentity(router.name(), Optional.of(address)));
        }
        return trusted.contains(address)
                ? new Admission.Admitted(new RouterIdentity(router.name()))
                : new Admission.Refused(Refusal.FOREIGN_ADDRESS);
    }

    private boolean isElsewhere(EdgeRouter router, IpAddress address) {
        return whereabouts
                .elsewhere(router.name())
                .filter(other -> !other.equals(address) && router.addresses().contains(other))
                .isPresent();
    }
}
