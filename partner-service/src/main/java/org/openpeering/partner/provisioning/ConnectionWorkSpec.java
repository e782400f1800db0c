/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provisioning;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.document.Required;

/**
 * Which connection the operator speaks of.
 *
 * @param reason what the partner reads
 */
@RegisterForReflection
public record ConnectionWorkSpec(
        @Required @Nullable ResourceId peeringId,
        @Required @Nullable String connectionIdentifier,
        @Nullable String reason) {}
