/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import org.openpeering.contract.error.ApiError;

/** What a caller wrote, after looking at it: fit for use, or everything that is wrong with it. */
public sealed interface Checked<T> {
    /** Nothing is wrong with it. */
    record Valid<T>(T value) implements Checked<T> {}

    /** At least one rule is broken. */
    record Invalid<T>(ApiError error) implements Checked<T> {}
}
