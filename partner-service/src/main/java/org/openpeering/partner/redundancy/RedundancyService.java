/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.peering.PeeringEntity;
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
        return Work.blocking(
                        () -> peerings.find(peering.subscription(), peering).orElse(null))
                .onItem()
                .ifNotNull()
                .transformToUni(held -> links(held).map(links -> Outlook.of(held.asn(), links, failure)));
    }

    /** The connections of the partner's peerings in the subscription. */
    public Uni<List<Link>> links(PeeringEntity one) {
        return Work.blocking(() -> gathered(one)).map(Objects::requireNonNull);
    }

    private List<Link> gathered(PeeringEntity one) {
        List<Link> links = new ArrayList<>();
        for (PeeringEntity peering : peerings.with(one.id().subscription(), one.asn())) {
            Function<IpAddress, List<String>> routers = observed.routers(peering.metro(), peering.asn());
            peering.connections().forEach(connection -> links.add(link(peering, connection, routers)));
        }
        return links;
    }

    private static Link link(
            PeeringEntity peering, ConnectionEntity connection, Function<IpAddress, List<String>> routers) {
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
