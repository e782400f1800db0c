/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * Which suggestions the owner of a prefix takes.
 *
 * @param ids of {@link Suggestion#id}
 */
@RegisterForReflection
public record AcceptSpec(@Required @Nullable List<@Nullable String> ids) {}
