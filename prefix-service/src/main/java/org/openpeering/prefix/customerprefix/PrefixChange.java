/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;

/**
 * The prefix that is to take the place of another one as soon as it is Verified.
 *
 * @param deadline when it is given up; null: never
 */
@RegisterForReflection
public record PrefixChange(
        String prefix,
        PrefixValidationState prefixValidationState,
        @Nullable String errorMessage,
        @Nullable Instant deadline) {}
