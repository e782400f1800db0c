/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.router.EdgeRouterRepository;

/** What the insights service observed, by metro: a session is up when any edge router of the metro has it up. */
@ApplicationScoped
public class ObservedSessions {
    private final BlockingReplica replica;
    private final EdgeRouterRepository routers;

    ObservedSessions(BlockingReplica replica, EdgeRouterRepository routers) {
        this.replica = replica;
        this.routers = routers;
    }

    /** Tells of a peer address whether the network {@code asn} has a session from it that is up at {@code metro}. */
    public Predicate<IpAddress> up(String metro, Asn asn) {
        List<String> names = Objects.requireNonNull(Work.await(() -> routers.namesAt(metro)));
        return peer -> names.stream().anyMatch(router -> established(router, peer, asn));
    }

    /** Tells of a peer address which edge routers of the metro have a session from it that is up. */
    public Function<IpAddress, List<String>> routers(String metro, Asn asn) {
        List<String> names = Objects.requireNonNull(Work.await(() -> routers.namesAt(metro)));
        return peer ->
                names.stream().filter(router -> established(router, peer, asn)).toList();
    }

    private boolean established(String router, IpAddress peer, Asn asn) {
        return replica.find(Topic.SESSION_STATES, ObservedSession.key(router, peer), ObservedSession.class)
                .filter(session -> session.established() && session.peerAsn().equals(asn))
                .isPresent();
    }
}
