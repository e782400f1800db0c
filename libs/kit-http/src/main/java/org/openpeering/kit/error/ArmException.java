/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import org.openpeering.contract.error.ApiError;

/** Ends a request with an error body; thrown at the edge only, inner code returns an {@link Outcome}. */
public final class ArmException extends RuntimeException {
    private final transient ApiError error;

    public ArmException(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
