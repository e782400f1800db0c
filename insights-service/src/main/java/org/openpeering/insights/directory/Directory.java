/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.PeeringService;

/** The copies, and where things are. */
@ApplicationScoped
public class Directory {
    private final TopicCopy<Peering> peerings = new TopicCopy<>();
    private final TopicCopy<EdgeRouter> routers = new TopicCopy<>();
    private final TopicCopy<PeeringService> services = new TopicCopy<>();
    private final TopicCopy<Place> places = new TopicCopy<>();
    private final TopicCopy<PrefixLatency> latencies = new TopicCopy<>();
    private final TopicCopy<MonitoredPrefix> monitored = new TopicCopy<>();
    private final TopicCopy<ObservedSession> sessions = new TopicCopy<>();
    private final TopicCopy<CollectorGap> gaps = new TopicCopy<>();

    public TopicCopy<Peering> peerings() {
        return peerings;
    }

    public TopicCopy<EdgeRouter> routers() {
        return routers;
    }

    /** One that is not here may be there all the same: {@link Parents}. */
    public TopicCopy<PeeringService> services() {
        return services;
    }

    /** Where metros and service locations are. */
    public TopicCopy<Place> places() {
        return places;
    }

    /** How long packets to each monitored prefix take of late. */
    public TopicCopy<PrefixLatency> latencies() {
        return latencies;
    }

    public TopicCopy<MonitoredPrefix> monitored() {
        return monitored;
    }

    /** As collectors say, this one too. */
    public TopicCopy<ObservedSession> sessions() {
        return sessions;
    }

    /** As collectors say, this one too: the last one of each subject and cause. */
    public TopicCopy<CollectorGap> gaps() {
        return gaps;
    }

    /** Whether absence from any of them means that there is none. */
    public boolean complete() {
        return peerings.complete() && routers.complete() && monitored.complete() && sessions.complete();
    }

    /** Whether an address is one of our routers', or our end of a session; false for what nobody has heard of yet. */
    public boolean ours(IpAddress address) {
        return routers.values().anyMatch(router -> router.addresses().contains(address))
                || peerings.values()
                        .flatMap(peering -> peering.sessions().stream())
                        .anyMatch(session -> address.equals(session.localAddress()));
    }

    /** An edge site as the inventory spells it; empty when no router stands there. */
    public Optional<String> site(String metro) {
        return routers.values()
                .map(EdgeRouter::metro)
                .filter(metro::equalsIgnoreCase)
                .findFirst();
    }

    /** Names of the routers at an edge site. */
    public Set<String> routersAt(String metro) {
        return routers.values()
                .filter(router -> router.metro().equalsIgnoreCase(metro))
                .map(EdgeRouter::name)
                .collect(Collectors.toSet());
    }
}
