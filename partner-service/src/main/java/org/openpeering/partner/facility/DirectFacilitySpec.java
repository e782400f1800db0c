/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.DirectPeeringType;

/** A facility as the operator writes it. */
@RegisterForReflection
public record DirectFacilitySpec(
        @Nullable String address, @Nullable List<@Nullable DirectPeeringType> directPeeringTypes) {}
