/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;

/** Why a request body was not read to its end; to be told to the client. */
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    Unread(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    static Unread badChunks() {
        return new Unread(ApiError.of(ErrorCode.BAD_REQUEST, "The request body is not in chunks as HTTP has them."));
    }

    ApiError error() {
        return error;
    }

    /** What is to be told, when that is why something else failed. */
    static Optional<ApiError> in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unread unread) {
                return Optional.of(unread.error);
            }
        }
        return Optional.empty();
    }
}
