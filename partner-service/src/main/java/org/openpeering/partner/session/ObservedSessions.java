/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/** What the insights service observed, by metro: a session is up when any edge router of the metro has it up. */
@ApplicationScoped
public class ObservedSessions {
    private final ObservedSessionRepository repository;

    ObservedSessions(ObservedSessionRepository repository) {
        this.repository = repository;
    }

    /**
     * Tells of a peer address whether the network {@code asn} has a session from it that is up at {@code metro}.
     *
     * @param peers the addresses that may be asked about
     */
    public Uni<Predicate<IpAddress>> up(String metro, Asn asn, Collection<IpAddress> peers) {
        return established(metro, asn, peers).map(routers -> routers::containsKey);
    }

    /**
     * Tells of a peer address which edge routers of the metro have a session from it that is up.
     *
     * @param peers the addresses that may be asked about
     */
    public Uni<Function<IpAddress, List<String>>> routers(String metro, Asn asn, Collection<IpAddress> peers) {
        return established(metro, asn, peers).map(routers -> peer -> routers.getOrDefault(peer, List.of()));
    }

    /** The metro of each of the routers that there are. */
    public Uni<Map<String, String>> metros(Collection<String> routers) {
        return repository.metros(routers);
    }

    private Uni<Map<IpAddress, List<String>>> established(String metro, Asn asn, Collection<IpAddress> peers) {
        return peers.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .at(metro, peers)
                        .map(observed -> observed.stream()
                                .filter(session -> session.established()
                                        && session.peerAsn().equals(asn))
                                .collect(Collectors.groupingBy(
                                        ObservedSession::peerAddress,
                                        Collectors.mapping(ObservedSession::router, Collectors.toList()))));
    }
}
