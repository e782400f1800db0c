/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.Place;
import org.openpeering.partner.catalogue.Entry;
import org.openpeering.partner.catalogue.GeoPoint;

/** A row of {@code service_location}. */
@Entity
@Table(name = "service_location")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Queries name the keys.
public class ServiceLocationEntity extends Entry<ServiceLocationEntity> {
    private String name;

    /** Its English name, by which customers choose. */
    private String country;

    @Column(name = "country_key")
    private String countryKey;

    /** Or province. */
    private String state;

    @Column(name = "state_key")
    private String stateKey;

    @Column(name = "azure_region")
    private @Nullable String azureRegion;

    private double latitude;
    private double longitude;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ServiceLocationEntity() {}

    ServiceLocationEntity(String name, String country, String state, @Nullable String azureRegion, GeoPoint place) {
        super(key(name), 0);
        this.name = name;
        this.country = country;
        this.countryKey = key(country);
        this.state = state;
        this.stateKey = key(state);
        this.azureRegion = azureRegion;
        this.latitude = place.latitude();
        this.longitude = place.longitude();
    }

    /** What is compared of a name: of the location, of its country or of its state. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public String name() {
        return name;
    }

    public String country() {
        return country;
    }

    public String state() {
        return state;
    }

    public @Nullable String azureRegion() {
        return azureRegion;
    }

    public GeoPoint place() {
        return new GeoPoint(latitude, longitude);
    }

    /** What other services know of it. */
    Place published() {
        return new Place(Place.Kind.SERVICE_LOCATION, name, revision(), country, state, latitude, longitude);
    }

    @Override
    protected void take(ServiceLocationEntity written) {
        country = written.country;
        countryKey = written.countryKey;
        state = written.state;
        stateKey = written.stateKey;
        azureRegion = written.azureRegion;
        latitude = written.latitude;
        longitude = written.longitude;
    }
}
