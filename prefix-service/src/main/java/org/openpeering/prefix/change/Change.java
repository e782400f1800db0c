/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import org.jspecify.annotations.Nullable;

/**
 * A change that has not been followed up yet.
 *
 * @param seq its place in the queue
 * @param passed the last resource key that was followed up; empty: none yet
 * @param trace in which it was queued; null: in none
 */
public record Change(
        long seq,
        ChangeKind kind,
        String subject,
        String detail,
        int priority,
        String passed,
        @Nullable String trace) {}
