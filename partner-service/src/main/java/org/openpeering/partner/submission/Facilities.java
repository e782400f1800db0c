/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.Connection;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.facility.FacilityRepository;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.session.BgpSession;
import org.openpeering.partner.session.FamilySession;

/**
 * Whether new connections end in facilities that the catalogue offers at the metro, and which addresses the cloud has
 * there. Where the catalogue has no facilities of the kind at all nothing can be said.
 */
@ApplicationScoped
class Facilities {
    private final FacilityRepository catalogue;
    private final PartnerConfig config;

    Facilities(FacilityRepository catalogue, PartnerConfig config) {
        this.catalogue = catalogue;
        this.config = config;
    }

    /**
     * The peering with the cloud's addresses over exchanges.
     *
     * @param held the peering as it was, null when it is new
     */
    Uni<Checked<Peering>> check(Peering wanted, @Nullable Peering held) {
        return wanted.connections().stream().allMatch(connection -> connection.facility() == null)
                ? Uni.createFrom().item(new Checked.Valid<>(wanted))
                : offer(wanted).map(offer -> check(wanted, held, offer));
    }

    /** What the catalogue has at a metro of a peering's kind. */
    private record Offer(List<DirectFacility> buildings, List<ExchangeFacility> exchanges) {}

    private Uni<Offer> offer(Peering wanted) {
        String metro = MetroEntity.key(wanted.metro());
        return wanted.kind() == PeeringKind.DIRECT
                ? catalogue.direct(metro).map(buildings -> new Offer(buildings, List.of()))
                : catalogue.exchange(metro).map(exchanges -> new Offer(List.of(), exchanges));
    }

    private Checked<Peering> check(Peering wanted, @Nullable Peering held, Offer offer) {
        Violations violations = new Violations();
        Peering settled = wanted.each(connection -> {
            boolean isNew =
                    held == null || held.connection(connection.identifier()).isEmpty();
            if (!isNew || connection.facility() == null) {
                return connection;
            }
            String target = PeeringRequest.place(wanted.kind()) + ".connections["
                    + wanted.connections().indexOf(connection) + "]";
            if (!offer.buildings().isEmpty()) {
                checkBuilding(target, wanted, connection, offer.buildings(), violations);
            }
            return offer.exchanges().isEmpty()
                    ? connection
                    : over(target, wanted, connection, offer.exchanges(), violations);
        });
        // A lab has the addresses of exchanges that it knows, and any other facility as well.
        return config.lab() ? new Checked.Valid<>(settled) : violations.checked(() -> settled);
    }

    private static void checkBuilding(
            String target,
            Peering peering,
            Connection connection,
            List<DirectFacility> buildings,
            Violations violations) {
        boolean offered = buildings.stream()
                .anyMatch(building -> is(building.peeringDBFacilityId(), connection)
                        && !building.gone()
                        && building.directPeeringTypes().contains(peering.type()));
        if (!offered) {
            violations.add(
                    target + ".peeringDBFacilityId",
                    "Connection has invalid PeeringDBFacilityId %d: %s has no such facility for directPeeringType %s."
                            .formatted(
                                    connection.facility(),
                                    peering.metro(),
                                    peering.type().wire()));
        }
    }

    private static Connection over(
            String target,
            Peering peering,
            Connection connection,
            List<ExchangeFacility> exchanges,
            Violations violations) {
        Optional<ExchangeFacility> exchange = exchanges.stream()
                .filter(candidate -> is(candidate.peeringDBFacilityId(), connection) && !candidate.gone())
                .findFirst();
        if (exchange.isEmpty()) {
            violations.add(
                    target + ".peeringDBFacilityId",
                    "Connection has invalid PeeringDBFacilityId %d: %s has no such exchange."
                            .formatted(connection.facility(), peering.metro()));
            return connection;
        }
        BgpSession session = connection.session();
        String place = target + ".bgpSession.";
        FamilySession v4 = session.v4();
        FamilySession v6 = session.v6();
        checkLan(place + "peerSessionIPv4Address", v4.peer(), exchange.get().prefixV4(), violations);
        checkLan(place + "peerSessionIPv6Address", v6.peer(), exchange.get().prefixV6(), violations);
        return connection.over(new BgpSession(
                v4.toward(() -> address(exchange.get(), Port::microsoftIPv4Address)),
                v6.toward(() -> address(exchange.get(), Port::microsoftIPv6Address)),
                session.md5()));
    }

    private static void checkLan(
            String target, @Nullable IpAddress peer, @Nullable IpPrefix lan, Violations violations) {
        if (peer != null && lan != null && !lan.contains(peer)) {
            violations.add(target, peer + " is not in the exchange's LAN " + lan + ".");
        }
    }

    private static @Nullable IpAddress address(ExchangeFacility exchange, Function<Port, @Nullable IpAddress> family) {
        for (Port port : exchange.ports()) {
            IpAddress address = family.apply(port);
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    private static boolean is(long peeringDBFacilityId, Connection connection) {
        return connection.facility() != null && connection.facility() == peeringDBFacilityId;
    }
}
