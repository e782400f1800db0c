/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.openpeering.partner.catalogue.Entry;

/** What the rows of buildings and of exchanges have in common; {@code F} is what leaves the package of them. */
@MappedSuperclass
public abstract class FacilityEntity<E extends FacilityEntity<E, F>, F extends Facility> extends Entry<E> {
    /** The metro's key. */
    private String metro;

    @Column(name = "peeringdb_id")
    private long peeringDbId;

    private boolean imported;
    private boolean gone;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected FacilityEntity() {}

    FacilityEntity(F facility, long revision) {
        super(facility.key(), revision);
        metro = facility.metro();
        peeringDbId = facility.peeringDBFacilityId();
        imported = facility.imported();
        gone = facility.gone();
    }

    public abstract F facility();

    /** Becomes what an import has found. */
    public void become(F found, long revision) {
        write(found);
        revise(revision);
        imported = found.imported();
        gone = found.gone();
    }

    /** What the operator writes is offered, if need be again. */
    @Override
    protected void take(E written) {
        write(written.facility());
        gone = false;
    }

    /** Takes over what is not common. */
    abstract void write(F facility);

    String metro() {
        return metro;
    }

    long peeringDbId() {
        return peeringDbId;
    }

    boolean imported() {
        return imported;
    }

    boolean gone() {
        return gone;
    }
}
