/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import org.jspecify.annotations.Nullable;

/**
 * Something that fails as a whole.
 *
 * @param facility PeeringDB's id of a facility
 * @param router the name of an edge router
 */
public record Failure(@Nullable Integer facility, @Nullable String router) {
    boolean happens() {
        return facility != null || router != null;
    }
}
