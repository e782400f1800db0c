/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcType;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.sql.Jsonb;

/** A row of {@code direct_facility}. */
@Entity
@Table(name = "direct_facility")
@DynamicUpdate
public class DirectFacilityEntity extends FacilityEntity<DirectFacilityEntity, DirectFacility> {
    private String address;

    @Column(name = "types")
    @JdbcType(Jsonb.class)
    private List<DirectPeeringType> directPeeringTypes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DirectFacilityEntity() {}

    public DirectFacilityEntity(DirectFacility facility) {
        super(facility, facility.revision());
        address = facility.address();
        directPeeringTypes = facility.directPeeringTypes();
    }

    @Override
    public DirectFacility facility() {
        return new DirectFacility(metro(), peeringDbId(), revision(), address, directPeeringTypes, imported(), gone());
    }

    @Override
    void write(DirectFacility facility) {
        address = facility.address();
        directPeeringTypes = facility.directPeeringTypes();
    }
}
