/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

/** A change that can't be made: a VRP announced that is there, or withdrawn that is not. */
public final class VrpConflictException extends Exception {
    private final transient Vrp vrp;
    private final boolean announced;

    VrpConflictException(Vrp vrp, boolean announced) {
        super(vrp + (announced ? " is announced though it is there already" : " is withdrawn though it is not there"));
        this.vrp = vrp;
        this.announced = announced;
    }

    public Vrp vrp() {
        return vrp;
    }

    /** True for a duplicate announcement, false for the withdrawal of an unknown record. */
    public boolean announced() {
        return announced;
    }
}
