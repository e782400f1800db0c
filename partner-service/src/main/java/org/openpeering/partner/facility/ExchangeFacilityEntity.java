/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcType;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Jsonb;
import org.openpeering.partner.facility.ExchangeFacility.Port;

/** A row of {@code exchange_facility}. */
@Entity
@Table(name = "exchange_facility")
@DynamicUpdate
public class ExchangeFacilityEntity extends FacilityEntity<ExchangeFacilityEntity, ExchangeFacility> {
    private String name;

    @Column(name = "prefix_v4")
    @ColumnTransformer(read = "text(prefix_v4)", write = "cast(cast(? as text) as cidr)")
    private @Nullable IpPrefix prefixV4;

    @Column(name = "prefix_v6")
    @ColumnTransformer(read = "text(prefix_v6)", write = "cast(cast(? as text) as cidr)")
    private @Nullable IpPrefix prefixV6;

    @JdbcType(Jsonb.class)
    private List<Port> ports;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ExchangeFacilityEntity() {}

    public ExchangeFacilityEntity(ExchangeFacility facility) {
        super(facility, facility.revision());
        name = facility.exchangeName();
        prefixV4 = facility.prefixV4();
        prefixV6 = facility.prefixV6();
        ports = facility.ports();
    }

    @Override
    public ExchangeFacility facility() {
        return new ExchangeFacility(
                metro(), peeringDbId(), revision(), name, prefixV4, prefixV6, ports, imported(), gone());
    }

    @Override
    void write(ExchangeFacility facility) {
        name = facility.exchangeName();
        prefixV4 = facility.prefixV4();
        prefixV6 = facility.prefixV6();
        ports = facility.ports();
    }
}
