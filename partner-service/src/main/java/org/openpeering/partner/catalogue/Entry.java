/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

/** What the operator keeps in the catalogue under a path of its own. */
public interface Entry<E extends Entry<E>> {
    /** Its path within its kind, without case: what it is found and ordered by. */
    String key();

    long revision();

    E revised(long revision);

    /** This content in the place of what is held; what the operator does not write stays, and so does the spelling. */
    E replacing(E held);
}
