/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The body of a decision. */
@RegisterForReflection
public record DecisionSpec(@Nullable String reason) {}
