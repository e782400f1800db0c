/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import java.util.List;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.kit.error.Refusal;

/** An offer as it was written, after looking at it: fit for use, or everything that is wrong with it. */
sealed interface Checked {
    /** The targets; what is wrong with them leaves as a {@link Refusal}. */
    default List<ProbeTarget> orRefuse() {
        return switch (this) {
            case Valid(List<ProbeTarget> targets) -> targets;
            case Invalid(ApiError error) -> throw new Refusal(error);
        };
    }

    /** Nothing is wrong with it. */
    record Valid(List<ProbeTarget> targets) implements Checked {}

    /** At least one rule is broken. */
    record Invalid(ApiError error) implements Checked {}
}
