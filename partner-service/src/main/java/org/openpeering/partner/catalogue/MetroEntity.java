/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.Place;

/** A row of {@code metro}. */
@Entity
@Table(name = "metro")
@DynamicUpdate
public class MetroEntity extends Entry<MetroEntity> {
    private String name;

    /** ISO 3166-1 alpha-2. */
    private String country;

    /** What clients use as location of a peering there. */
    @Column(name = "azure_region")
    private @Nullable String azureRegion;

    private double latitude;
    private double longitude;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected MetroEntity() {}

    public MetroEntity(String name, long revision, String country, @Nullable String azureRegion, GeoPoint place) {
        super(key(name), revision);
        this.name = name;
        this.country = country;
        this.azureRegion = azureRegion;
        this.latitude = place.latitude();
        this.longitude = place.longitude();
    }

    /** What other rows refer to it by: its name without case. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public String name() {
        return name;
    }

    public String country() {
        return country;
    }

    public @Nullable String azureRegion() {
        return azureRegion;
    }

    public GeoPoint place() {
        return new GeoPoint(latitude, longitude);
    }

    /** What other services know of it. */
    public Place published() {
        return new Place(Place.Kind.METRO, name, revision(), country, "", latitude, longitude);
    }

    @Override
    protected void take(MetroEntity written) {
        country = written.country;
        azureRegion = written.azureRegion;
        latitude = written.latitude;
        longitude = written.longitude;
    }
}
