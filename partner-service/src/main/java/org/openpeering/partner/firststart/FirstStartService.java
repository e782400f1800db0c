/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.catalogue.MetroService;
import org.openpeering.partner.catalogue.MetroSpec;
import org.openpeering.partner.cdn.CdnPrefixService;
import org.openpeering.partner.cdn.CdnPrefixSpec;
import org.openpeering.partner.facility.DirectFacilityService;
import org.openpeering.partner.facility.DirectFacilitySpec;
import org.openpeering.partner.facility.ExchangeFacilityService;
import org.openpeering.partner.facility.ExchangeFacilitySpec;
import org.openpeering.partner.location.BandwidthOfferService;
import org.openpeering.partner.location.BandwidthOfferSpec;
import org.openpeering.partner.provider.ProviderService;
import org.openpeering.partner.provider.ProviderSpec;
import org.openpeering.partner.servicelocation.ServiceLocationService;
import org.openpeering.partner.servicelocation.ServiceLocationSpec;

/**
 * Loads the files as if the operator had put every entry, in one transaction with the mark that it was done: all or
 * nothing, once, by one replica. {@code FirstStartTest}.
 */
@ApplicationScoped
public class FirstStartService {
    /** What takes entries below a metro. */
    private interface BelowMetro<S> {
        Outcome<?> put(String metro, String name, S spec);
    }

    private final FirstStartRepository repository;
    private final CatalogueFiles files;
    private final MetroService metros;
    private final BandwidthOfferService offers;
    private final DirectFacilityService facilities;
    private final ExchangeFacilityService exchanges;
    private final CdnPrefixService prefixes;
    private final ServiceLocationService locations;
    private final ProviderService providers;

    FirstStartService(
            FirstStartRepository repository,
            CatalogueFiles files,
            MetroService metros,
            BandwidthOfferService offers,
            DirectFacilityService facilities,
            ExchangeFacilityService exchanges,
            CdnPrefixService prefixes,
            ServiceLocationService locations,
            ProviderService providers) {
        this.repository = repository;
        this.files = files;
        this.metros = metros;
        this.offers = offers;
        this.facilities = facilities;
        this.exchanges = exchanges;
        this.prefixes = prefixes;
        this.locations = locations;
        this.providers = providers;
    }

    /** False when it was done before. Throws, and nothing is loaded, when an entry breaks a rule. */
    @Transacted
    public boolean load() {
        if (!repository.claim()) {
            return false;
        }
        this.<MetroSpec>each("metros", new TypeReference<>() {}, metros::put);
        this.<BandwidthOfferSpec>each("bandwidthOffers", new TypeReference<>() {}, offers::put);
        this.<DirectFacilitySpec>below("facilities", new TypeReference<>() {}, facilities::put);
        this.<ExchangeFacilitySpec>below("exchanges", new TypeReference<>() {}, exchanges::put);
        this.<CdnPrefixSpec>below("cdnPeeringPrefixes", new TypeReference<>() {}, prefixes::put);
        this.<ServiceLocationSpec>each("serviceLocations", new TypeReference<>() {}, locations::put);
        this.<ProviderSpec>each("providers", new TypeReference<>() {}, providers::put);
        return true;
    }

    private <S> void each(String kind, TypeReference<Map<String, S>> type, BiFunction<String, S, Outcome<?>> put) {
        files.read(kind, type).forEach((name, spec) -> accept(kind + "/" + name, put.apply(name, spec)));
    }

    private <S> void below(String kind, TypeReference<Map<String, Map<String, S>>> type, BelowMetro<S> entries) {
        files.read(kind, type)
                .forEach((metro, named) -> named.forEach(
                        (name, spec) -> accept(kind + "/" + metro + "/" + name, entries.put(metro, name, spec))));
    }

    private static void accept(String path, Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?>(ApiError error)) {
            String messages = error.details().isEmpty()
                    ? error.message()
                    : error.details().stream().map(ApiError::message).collect(Collectors.joining(" "));
            throw new IllegalStateException("the catalogue's entry " + path + " is refused: " + messages);
        }
    }
}
