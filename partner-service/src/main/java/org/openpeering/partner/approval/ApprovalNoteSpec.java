/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The body of assign ({@code assignee}) and of comment ({@code text}). */
@RegisterForReflection
public record ApprovalNoteSpec(
        @Nullable String assignee, @Nullable String text) {}
