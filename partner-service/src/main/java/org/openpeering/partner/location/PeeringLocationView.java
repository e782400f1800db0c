/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;

/** A metro as ARM shows it (contract section B.1). */
@RegisterForReflection
public record PeeringLocationView(
        PeeringKind kind, PropertiesView properties, String name, ResourceId id, String type) {

    /** @param types what the caller asked for and can know */
    static PeeringLocationView direct(
            Subscription subscription,
            MetroEntity metro,
            List<DirectFacility> facilities,
            Set<DirectPeeringType> types,
            List<BandwidthOfferEntity> offers) {
        List<DirectFacilityView> shown = facilities.stream()
                .flatMap(facility -> facility.directPeeringTypes().stream()
                        .filter(types::contains)
                        .map(type -> DirectFacilityView.of(facility, type)))
                .toList();
        DirectView direct = new DirectView(
                shown, offers.stream().map(BandwidthOfferView::of).toList());
        return of(subscription, metro, PeeringKind.DIRECT, direct, null);
    }

    static PeeringLocationView exchange(
            Subscription subscription, MetroEntity metro, List<ExchangeFacility> exchanges) {
        List<ExchangeFacilityView> shown = exchanges.stream()
                .flatMap(exchange -> exchange.ports().stream().map(port -> ExchangeFacilityView.of(exchange, port)))
                .toList();
        return of(subscription, metro, PeeringKind.EXCHANGE, null, new ExchangeView(shown));
    }

    private static PeeringLocationView of(
            Subscription subscription,
            MetroEntity metro,
            PeeringKind kind,
            @Nullable DirectView direct,
            @Nullable ExchangeView exchange) {
        ResourceType type = ResourceType.PEERING_LOCATIONS;
        return new PeeringLocationView(
                kind,
                new PropertiesView(direct, exchange, metro.name(), metro.country(), metro.azureRegion()),
                metro.name(),
                ResourceId.ofSubscription(subscription, type, metro.name()),
                type.qualified());
    }

    /** The properties; {@code direct} or {@code exchange} by kind. */
    @RegisterForReflection
    public record PropertiesView(
            @Nullable DirectView direct,
            @Nullable ExchangeView exchange,
            String peeringLocation,
            String country,
            @Nullable String azureRegion) {}

    /** What is offered for direct peerings. */
    @RegisterForReflection
    public record DirectView(List<DirectFacilityView> peeringFacilities, List<BandwidthOfferView> bandwidthOffers) {}

    /** What is offered for public peerings. */
    @RegisterForReflection
    public record ExchangeView(List<ExchangeFacilityView> peeringFacilities) {}

    /** A facility for one type; one with several types is listed once for each. */
    @RegisterForReflection
    public record DirectFacilityView(
            String address,
            DirectPeeringType directPeeringType,
            long peeringDBFacilityId,
            String peeringDBFacilityLink) {

        static DirectFacilityView of(DirectFacility facility, DirectPeeringType type) {
            return new DirectFacilityView(facility.address(), type, facility.peeringDBFacilityId(), facility.link());
        }
    }

    /** A port of the cloud at an exchange; one with several ports is listed once for each. */
    @RegisterForReflection
    public record ExchangeFacilityView(
            String exchangeName,
            long bandwidthInMbps,
            @Nullable IpAddress microsoftIPv4Address,
            @Nullable IpAddress microsoftIPv6Address,
            @Nullable IpPrefix facilityIPv4Prefix,
            @Nullable IpPrefix facilityIPv6Prefix,
            long peeringDBFacilityId,
            String peeringDBFacilityLink) {

        static ExchangeFacilityView of(ExchangeFacility exchange, ExchangeFacility.Port port) {
            return new ExchangeFacilityView(
                    exchange.exchangeName(),
                    port.bandwidthInMbps(),
                    port.microsoftIPv4Address(),
                    port.microsoftIPv6Address(),
                    exchange.prefixV4(),
                    exchange.prefixV6(),
                    exchange.peeringDBFacilityId(),
                    exchange.link());
        }
    }
}
