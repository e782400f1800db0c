/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.Facility;
import org.openpeering.partner.facility.FacilityRepository;

/** The metros with what is offered there. */
@ApplicationScoped
public class PeeringLocationService {
    /** A metro with facilities of one kind; {@code offers} are the same for all. */
    public record Located<F>(MetroEntity metro, List<F> facilities, List<BandwidthOfferEntity> offers) {
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
    @WithSession
    public Uni<List<Located<DirectFacility>>> direct(Set<DirectPeeringType> types, String after) {
        List<String> wanted = types.stream().map(DirectPeeringType::wire).toList();
        return metros.withFacilities(wanted, after, Page.SIZE + 1)
                .chain(found -> facilities.direct(keys(found)).map(buildings -> located(found, buildings)))
                .chain(located -> offers.bySize().map(offered -> offering(located, offered)));
    }

    /** Metros with exchanges. */
    @WithSession
    public Uni<List<Located<ExchangeFacility>>> exchange(String after) {
        return metros.withExchanges(after, Page.SIZE + 1)
                .chain(found -> facilities.exchange(keys(found)).map(exchanges -> located(found, exchanges)));
    }

    private static <F extends Facility> List<Located<F>> located(List<MetroEntity> metros, List<F> facilities) {
        Map<String, List<F>> byMetro = facilities.stream()
                .filter(facility -> !facility.gone())
                .collect(Collectors.groupingBy(Facility::metro));
        return metros.stream()
                .map(metro -> new Located<>(metro, byMetro.getOrDefault(metro.key(), List.of()), List.of()))
                .toList();
    }

    private static <F> List<Located<F>> offering(List<Located<F>> located, List<BandwidthOfferEntity> offered) {
        return located.stream()
                .map(at -> new Located<>(at.metro(), at.facilities(), offered))
                .toList();
    }

    private static List<String> keys(List<MetroEntity> metros) {
        return metros.stream().map(MetroEntity::key).toList();
    }
}
