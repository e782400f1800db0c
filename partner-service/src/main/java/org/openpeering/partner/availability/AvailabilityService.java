/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.Fields;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.catalogue.MetroRepository;
import org.openpeering.partner.provider.ProviderEntity;
import org.openpeering.partner.provider.ProviderRepository;
import org.openpeering.partner.servicelocation.ServiceLocationEntity;
import org.openpeering.partner.servicelocation.ServiceLocationRepository;

/** Asks the catalogue how far a provider is. */
@ApplicationScoped
public class AvailabilityService {
    private final MetroRepository metros;
    private final ServiceLocationRepository locations;
    private final ProviderRepository providers;

    AvailabilityService(MetroRepository metros, ServiceLocationRepository locations, ProviderRepository providers) {
        this.metros = metros;
        this.locations = locations;
        this.providers = providers;
    }

    /** What of the question is known so far. */
    private record Question(
            String location,
            String providerName,
            List<GeoPoint> customers,
            @Nullable ProviderEntity provider) {
        Question by(@Nullable ProviderEntity found) {
            return new Question(location, providerName, customers, found);
        }
    }

    @WithSession
    public Uni<Checked<Availability>> check(AvailabilitySpec spec) {
        Violations violations = new Violations();
        String location = Fields.required("peeringServiceLocation", spec.peeringServiceLocation(), violations);
        String name = Fields.required("peeringServiceProvider", spec.peeringServiceProvider(), violations);
        if (!violations.none()) {
            return Uni.createFrom().item(new Checked.Invalid<>(violations.error()));
        }
        return customers(location)
                .map(places -> new Question(location, name, places, null))
                .chain(question -> providers.find(ProviderEntity.key(name)).map(question::by))
                .chain(this::answer);
    }

    private Uni<List<GeoPoint>> customers(String location) {
        return locations
                .called(location)
                .map(found -> found.stream().map(ServiceLocationEntity::place))
                .chain(places -> metros.find(location)
                        .map(metro -> Stream.concat(
                                        places, Stream.ofNullable(metro).map(MetroEntity::place))
                                .toList()));
    }

    private Uni<Checked<Availability>> answer(Question question) {
        Violations violations = new Violations();
        if (question.customers().isEmpty()) {
            violations.add(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "peeringServiceLocation",
                    "There is no peering service location, state or metro '" + Violations.shown(question.location())
                            + "'.");
        }
        ProviderEntity provider = question.provider();
        if (provider == null) {
            violations.add(
                    ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                    "peeringServiceProvider",
                    "There is no peering service provider '" + Violations.shown(question.providerName()) + "'.");
        }
        return provider == null || !violations.none()
                ? Uni.createFrom().item(new Checked.Invalid<>(violations.error()))
                : metros.all(provider.peeringLocations())
                        .map(found -> found.stream().map(MetroEntity::place).toList())
                        .map(places -> new Checked.Valid<>(Availability.of(question.customers(), places)));
    }
}
