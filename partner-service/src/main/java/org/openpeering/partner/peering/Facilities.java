/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.connection.ConnectionEntity;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.ExchangeFacility.Port;
import org.openpeering.partner.facility.FacilityRepository;
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
    Checked<PeeringEntity> check(PeeringEntity wanted, @Nullable PeeringEntity held) {
        if (wanted.connections().stream().allMatch(connection -> connection.facility() == null)) {
            return new Checked.Valid<>(wanted);
        }
        Violations violations = new Violations();
        String metro = MetroEntity.key(wanted.metro());
        boolean direct = wanted.kind() == PeeringKind.DIRECT;
        List<DirectFacility> buildings =
                direct ? Objects.requireNonNull(Work.await(() -> catalogue.direct(metro))) : List.of();
        List<ExchangeFacility> exchanges =
                direct ? List.of() : Objects.requireNonNull(Work.await(() -> catalogue.exchange(metro)));
        PeeringEntity settled = wanted.each(connection -> {
            boolean isNew =
                    held == null || held.connection(connection.identifier()).isEmpty();
            if (!isNew || connection.facility() == null) {
                return connection;
            }
            String target = PeeringRequest.place(wanted.kind()) + ".connections["
                    + wanted.connections().indexOf(connection) + "]";
            if (!buildings.isEmpty()) {
                checkBuilding(target, wanted, connection, buildings, violations);
            }
            return exchanges.isEmpty() ? connection : over(target, wanted, connection, exchanges, violations);
        });
        // A lab has the addresses of exchanges that it knows, and any other facility as well.
        return config.lab() ? new Checked.Valid<>(settled) : violations.checked(() -> settled);
    }

    private static void checkBuilding(
            String target,
            PeeringEntity peering,
            ConnectionEntity connection,
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

    private static ConnectionEntity over(
            String target,
            PeeringEntity peering,
            ConnectionEntity connection,
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

    private static boolean is(long peeringDBFacilityId, ConnectionEntity connection) {
        return connection.facility() != null && connection.facility() == peeringDBFacilityId;
    }
}
