/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;

/**
 * A verdict of a prefix, and where the prefix belongs.
 *
 * @param target the prefix's resource key
 * @param at since when it held
 */
record Verdict(
        String target,
        String id,
        String prefix,
        @Nullable String site,
        @Nullable String provider,
        Instant at,
        PrefixValidationState state) {}
