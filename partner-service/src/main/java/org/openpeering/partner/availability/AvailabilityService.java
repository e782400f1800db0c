/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.bridge.Transacted;
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

    @Transacted
    public Checked<Availability> check(AvailabilitySpec spec) {
        Violations violations = new Violations();
        String location = Fields.required("peeringServiceLocation", spec.peeringServiceLocation(), violations);
        String name = Fields.required("peeringServiceProvider", spec.peeringServiceProvider(), violations);
        if (!violations.none()) {
            return new Checked.Invalid<>(violations.error());
        }
        List<GeoPoint> customers = Stream.concat(
                        locations.called(location).stream().map(ServiceLocationEntity::place),
                        metros.find(location).stream().map(MetroEntity::place))
                .toList();
        Optional<ProviderEntity> provider = providers.find(ProviderEntity.key(name));
        if (customers.isEmpty()) {
            violations.add(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "peeringServiceLocation",
                    "There is no peering service location, state or metro '" + Violations.shown(location) + "'.");
        }
        if (provider.isEmpty()) {
            violations.add(
                    ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                    "peeringServiceProvider",
                    "There is no peering service provider '" + Violations.shown(name) + "'.");
        }
        return violations.checked(() -> Availability.of(customers, places(provider.orElseThrow())));
    }

    private List<GeoPoint> places(ProviderEntity provider) {
        return provider.peeringLocations().stream()
                .flatMap(metro -> metros.find(metro).stream())
                .map(MetroEntity::place)
                .toList();
    }
}
