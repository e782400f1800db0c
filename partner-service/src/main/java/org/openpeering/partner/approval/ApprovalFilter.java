/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;

/**
 * Which items are wanted; null asks for any.
 *
 * @param resourceKey what was given for an id, without case; what is no id finds nothing
 */
record ApprovalFilter(
        @Nullable ApprovalState state,
        @Nullable ApprovalKind kind,
        @Nullable Subscription subscription,
        @Nullable String resourceKey,
        @Nullable String assignee) {}
