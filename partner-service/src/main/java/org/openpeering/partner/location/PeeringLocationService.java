/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.FacilityRepository;

/** The metros with what is offered there. */
@ApplicationScoped
public class PeeringLocationService {
    /** A metro with facilities of one kind; {@code offers} are the same for all. */
    public record Located<F>(MetroEntity metro, List<F> facilities, List<BandwidthOffer> offers) {
        String key() {
            return metro.key();
        }
    }

    private final MetroRepository metros;
    private final FacilityRepository facilities;
    private final BandwidthOfferRepository offers;

    PeeringLocationService(MetroRepository metros, FacilityRepository facilities, BandwidthOfferRepository offers) {
        this.metros = metros;
        this.facilities = facilities;
        this.offers = offers;
    }

    /** Metros with a facility for one of the types, and all their facilities. */
    @Transacted
    public List<Located<DirectFacility>> direct(Set<DirectPeeringType> types, String after) {
        List<String> wanted = types.stream().map(DirectPeeringType::wire).toList();
        List<MetroEntity> found = metros.withFacilities(wanted, after, Page.SIZE + 1);
        List<BandwidthOffer> offered = offers.bySize();
        Map<String, List<DirectFacility>> byMetro = facilities.direct(keys(found)).stream()
                .filter(facility -> !facility.gone())
                .collect(Collectors.groupingBy(DirectFacility::metro));
        return found.stream()
                .map(metro -> new Located<>(metro, byMetro.getOrDefault(metro.key(), List.of()), offered))
                .toList();
    }

    /** Metros with exchanges. */
    @Transacted
    public List<Located<ExchangeFacility>> exchange(String after) {
        List<MetroEntity> found = metros.withExchanges(after, Page.SIZE + 1);
        Map<String, List<ExchangeFacility>> byMetro = facilities.exchange(keys(found)).stream()
                .filter(exchange -> !exchange.gone())
                .collect(Collectors.groupingBy(ExchangeFacility::metro));
        return found.stream()
                .map(metro ->
                        new Located<>(metro, byMetro.getOrDefault(metro.key(), List.of()), List.<BandwidthOffer>of()))
                .toList();
    }

    private static List<String> keys(List<MetroEntity> metros) {
        return metros.stream().map(MetroEntity::key).toList();
    }
}
