/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.document.Required;

/** A facility as the operator writes it. */
@RegisterForReflection
public record DirectFacilitySpec(
        @Required @Nullable String address, @Nullable List<@Nullable DirectPeeringType> directPeeringTypes) {}
