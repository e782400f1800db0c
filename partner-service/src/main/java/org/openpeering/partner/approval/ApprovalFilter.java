/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import org.jspecify.annotations.Nullable;

/** Which items are wanted; null asks for any. */
record ApprovalFilter(
        @Nullable ApprovalState state,
        @Nullable ApprovalKind kind,
        @Nullable String subscription,
        @Nullable String resource,
        @Nullable String assignee) {}
