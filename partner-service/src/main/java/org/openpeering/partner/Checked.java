/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.error.Refusal;

/** What a caller wrote, after looking at it: fit for use, or everything that is wrong with it. */
public sealed interface Checked<T> {
    /** The value; what is wrong with it leaves as a {@link Refusal}. */
    default T orRefuse() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T>(ApiError error) -> throw new Refusal(error);
        };
    }

    /** Nothing is wrong with it. */
    record Valid<T>(T value) implements Checked<T> {}

    /** At least one rule is broken. */
    record Invalid<T>(ApiError error) implements Checked<T> {}
}
