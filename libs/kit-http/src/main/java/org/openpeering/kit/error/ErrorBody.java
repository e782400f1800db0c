/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;

/** {@code {"error":{"code","message","target","details":[…]}}} (contract section G.1). */
@RegisterForReflection
public record ErrorBody(Detail error) {
    /** The inside of the body; details have the same shape. */
    @RegisterForReflection
    public record Detail(
            String code,
            String message,
            @Nullable String target,
            @Nullable List<Detail> details) {
        static Detail of(ApiError error) {
            List<Detail> details = error.details().isEmpty()
                    ? null
                    : error.details().stream().map(Detail::of).toList();
            return new Detail(error.code().wire(), error.message(), error.target(), details);
        }
    }

    public static ErrorBody of(ApiError error) {
        return new ErrorBody(Detail.of(error));
    }
}
