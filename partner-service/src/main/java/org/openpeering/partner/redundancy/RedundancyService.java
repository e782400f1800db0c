/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
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
    record Outlook(Asn asn, Redundancy now, Optional<Redundancy> then) {}

    /** Empty when there is no such peering. */
    @Transacted
    Optional<Outlook> outlook(ResourceId peering, Failure failure) {
        return Optional.ofNullable(Work.await(() -> peerings.find(peering.subscription(), peering)))
                .map(held -> {
                    List<Link> links = links(held);
                    Optional<Redundancy> then = failure.happens()
                            ? Optional.of(Redundancy.of(links.stream()
                                    .map(link -> link.after(failure))
                                    .toList()))
                            : Optional.empty();
                    return new Outlook(held.asn(), Redundancy.of(links), then);
                });
    }

    /** The connections of the partner's peerings in the subscription. */
    public List<Link> links(Peering one) {
        List<Link> links = new ArrayList<>();
        for (Peering peering :
                Objects.requireNonNull(Work.await(() -> peerings.with(one.id().subscription(), one.asn())))) {
            Function<IpAddress, List<String>> routers = Objects.requireNonNull(
                    Work.await(() -> observed.routers(peering.metro(), peering.asn(), peering.peers())));
            peering.connections().forEach(connection -> links.add(link(peering, connection, routers)));
        }
        return links;
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
