/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.hibernate.annotations.DynamicUpdate;
import org.openpeering.partner.catalogue.Entry;

/** A row of {@code bandwidth_offer}: a bandwidth of direct connections, offered at every metro. */
@Entity
@Table(name = "bandwidth_offer")
@DynamicUpdate
public class BandwidthOfferEntity extends Entry<BandwidthOfferEntity> {
    private String name;

    @Column(name = "mbps")
    private long valueInMbps;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected BandwidthOfferEntity() {}

    BandwidthOfferEntity(String name, long valueInMbps) {
        super(name.toLowerCase(Locale.ROOT), 0);
        this.name = name;
        this.valueInMbps = valueInMbps;
    }

    public String name() {
        return name;
    }

    public long valueInMbps() {
        return valueInMbps;
    }

    @Override
    protected void take(BandwidthOfferEntity written) {
        valueInMbps = written.valueInMbps;
    }
}
