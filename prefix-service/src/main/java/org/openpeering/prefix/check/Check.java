/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import org.openpeering.prefix.evidence.Evidence;

/** One condition that a prefix has to meet. Pure: the same evidence always gives the same examination. */
public interface Check {
    /** Its name in reports, which stays the same for ever. */
    default String name() {
        String simple = getClass().getSimpleName();
        return simple.substring(0, simple.length() - "Check".length());
    }

    /** Whether its failure makes the prefix Failed. */
    default boolean blocking() {
        return true;
    }

    Examination examine(Evidence evidence);
}
