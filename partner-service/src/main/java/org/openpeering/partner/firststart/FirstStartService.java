/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Computation;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
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
    /** An entry of a file. */
    private record Line<S>(String kind, EntryPath path, S spec) {
        @Override
        public String toString() {
            return kind + "/" + (path.metro() == null ? "" : path.metro() + "/") + path.name();
        }
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

    /** False when it was done before. Fails, and nothing is loaded, when an entry breaks a rule. */
    @WithTransaction
    public Uni<Boolean> load() {
        return repository
                .claim()
                .chain(first ->
                        first ? loadAll().replaceWith(true) : Uni.createFrom().item(false));
    }

    private Uni<Void> loadAll() {
        return each("metros", new TypeReference<Map<String, MetroSpec>>() {}, metros)
                .chain(() -> each("bandwidthOffers", new TypeReference<Map<String, BandwidthOfferSpec>>() {}, offers))
                .chain(() -> below(
                        "facilities", new TypeReference<Map<String, Map<String, DirectFacilitySpec>>>() {}, facilities))
                .chain(() -> below(
                        "exchanges", new TypeReference<Map<String, Map<String, ExchangeFacilitySpec>>>() {}, exchanges))
                .chain(() -> below(
                        "cdnPeeringPrefixes",
                        new TypeReference<Map<String, Map<String, CdnPrefixSpec>>>() {},
                        prefixes))
                .chain(() ->
                        each("serviceLocations", new TypeReference<Map<String, ServiceLocationSpec>>() {}, locations))
                .chain(() -> each("providers", new TypeReference<Map<String, ProviderSpec>>() {}, providers));
    }

    private <S> Uni<Void> each(String kind, TypeReference<Map<String, S>> type, EntryService<?, S, ?> entries) {
        return Computation.of(() -> files.read(kind, type))
                .map(read -> read.entrySet().stream()
                        .map(entry -> new Line<>(kind, EntryPath.of(entry.getKey()), entry.getValue()))
                        .toList())
                .chain(lines -> put(lines, entries));
    }

    private <S> Uni<Void> below(
            String kind, TypeReference<Map<String, Map<String, S>>> type, EntryService<?, S, ?> entries) {
        return Computation.of(() -> files.read(kind, type))
                .map(read -> read.entrySet().stream()
                        .flatMap(metro -> metro.getValue().entrySet().stream()
                                .map(entry -> new Line<>(
                                        kind, new EntryPath(metro.getKey(), entry.getKey()), entry.getValue())))
                        .toList())
                .chain(lines -> put(lines, entries));
    }

    private static <S> Uni<Void> put(List<Line<S>> lines, EntryService<?, S, ?> entries) {
        return Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUniAndConcatenate(line -> entries.put(line.path(), line.spec(), Preconditions.NONE)
                        .invoke(outcome -> accept(line.toString(), outcome))
                        .replaceWithVoid())
                .collect()
                .last();
    }

    private static void accept(String path, Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?>(ApiError error)) {
            String messages = error.details().isEmpty()
                    ? error.message()
                    : error.details().stream().map(ApiError::message).collect(Collectors.joining(" "));
            throw new ConfigurationException("the catalogue's entry " + path + " is refused: " + messages);
        }
    }
}
