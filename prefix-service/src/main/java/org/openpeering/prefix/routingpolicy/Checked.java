/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.error.Refusal;

/** A policy as it was written, after looking at it: fit for use, or everything that is wrong with it. */
sealed interface Checked {
    /** The policy; what is wrong with it leaves as a {@link Refusal}. */
    default RoutingPolicy orRefuse() {
        return switch (this) {
            case Valid(RoutingPolicy policy) -> policy;
            case Invalid(ApiError error) -> throw new Refusal(error);
        };
    }

    /** Nothing is wrong with it. */
    record Valid(RoutingPolicy policy) implements Checked {}

    /** At least one rule is broken. */
    record Invalid(ApiError error) implements Checked {}
}
