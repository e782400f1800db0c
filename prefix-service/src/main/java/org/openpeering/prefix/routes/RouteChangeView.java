/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.openpeering.contract.arm.WireEnum;

/**
 * Something that happened to a route of a prefix.
 *
 * @param at arrival of the announcement; of a withdrawal, when it was told
 * @param route as it is from then on; of a withdrawal, as it was
 */
@RegisterForReflection
public record RouteChangeView(Instant at, Kind change, RouteView route) {
    /** What happened. */
    public enum Kind implements WireEnum {
        ANNOUNCED,
        /** Announced again with another path, next hop or communities. */
        CHANGED,
        WITHDRAWN
    }
}
