/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import org.openpeering.contract.insights.CollectorGap;

/** What this collector is among the others. */
public interface Role {
    /** Which life of which collector. */
    String self();

    /** Whether it does what one alone has to do. */
    boolean first();

    boolean alive(String collector);

    /** Whether the gap's subject reports to this collector now: then it knows best. */
    boolean holds(CollectorGap gap);
}
