/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.session.ObservedSessions;

/** The redundancy of the partner that a peering is with, within its subscription. */
@ApplicationScoped
public class RedundancyService {
    private final PeeringRepository peerings;
    private final ObservedSessions observed;

    RedundancyService(PeeringRepository peerings, ObservedSessions observed) {
        this.peerings = peerings;
        this.observed = observed;
    }

    /** Now, and if something failed. */
    record Outlook(Asn asn, Redundancy now, Optional<Redundancy> then) {
        static Outlook of(Asn asn, List<Link> links, Failure failure) {
            Optional<Redundancy> then = failure.happens()
                    ? Optional.of(Redundancy.of(
                            links.stream().map(link -> link.after(failure)).toList()))
                    : Optional.empty();
            return new Outlook(asn, Redundancy.of(links), then);
        }
    }

    /** Null when there is no such peering. */
    @WithSession
    Uni<@Nullable Outlook> outlook(ResourceId peering, Failure failure) {
        return peerings.find(peering)
                .onItem()
                .ifNotNull()
                .transformToUni(held -> links(held).map(links -> Outlook.of(held.asn(), links, failure)));
    }

    /** The connections of the partner's peerings in the subscription. */
    public Uni<List<Link>> links(Peering one) {
        return peerings.with(one.id().subscription(), one.asn())
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUniAndConcatenate(this::linksOf)
                .collect()
                .asList()
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private Uni<List<Link>> linksOf(Peering peering) {
        return observed.routers(peering.metro(), peering.asn(), peering.peers())
                .map(routers -> peering.connections().stream()
                        .map(connection -> link(peering, connection, routers))
                        .toList());
    }

    private static Link link(Peering peering, Connection connection, Function<IpAddress, List<String>> routers) {
        List<String> holding = connection
                .session()
                .peers()
                .flatMap(peer -> routers.apply(peer).stream())
                .distinct()
                .toList();
        return new Link(
                peering.metro(),
                peering.id(),
                connection.identifier(),
                connection.bandwidth(),
                connection.facility(),
                holding,
                connection.works() && !holding.isEmpty());
    }
}
