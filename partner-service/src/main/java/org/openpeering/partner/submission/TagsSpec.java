/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of PATCH. */
@RegisterForReflection
public record TagsSpec(@Nullable Map<String, @Nullable String> tags) {}
