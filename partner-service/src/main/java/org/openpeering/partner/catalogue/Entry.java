/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/**
 * What the operator keeps in the catalogue under a path of its own. No rules work on it, so views are made from the row
 * itself; other features read it and never change it.
 */
@MappedSuperclass
public abstract class Entry<E extends Entry<E>> {
    @Id
    private String key;

    private long revision;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Entry() {}

    protected Entry(String key, long revision) {
        this.key = key;
        this.revision = revision;
    }

    /** Its path within its kind, without case: what it is found and ordered by. */
    public String key() {
        return key;
    }

    public long revision() {
        return revision;
    }

    /** Only who has locked it or its key takes a revision. */
    protected void revise(long newRevision) {
        revision = newRevision;
    }

    /** Takes over what the operator wrote; what he does not write stays, and so does the spelling. */
    protected abstract void take(E written);
}
