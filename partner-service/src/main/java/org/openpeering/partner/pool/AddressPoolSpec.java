/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * A pool as the operator writes it.
 *
 * @param metro where its addresses are used
 * @param subnetLength of each session's subnet; without it 31 or 127
 */
@RegisterForReflection
public record AddressPoolSpec(
        @Required @Nullable String metro,
        @Required @Nullable String prefix,
        @Nullable Integer subnetLength) {}
