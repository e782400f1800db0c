/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a receiver.
 *
 * @param failures attempts that failed, one after the other
 * @param failingSince when the first of them failed; null: none did
 * @param lastFailure why the last of them failed
 */
public record Health(
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastFailure) {}
