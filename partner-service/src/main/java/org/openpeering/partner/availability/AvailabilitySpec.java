/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The question (contract section B.1, CheckServiceProviderAvailabilityInput).
 *
 * @param peeringServiceLocation a service location, its state, or a metro
 */
@RegisterForReflection
public record AvailabilitySpec(
        @Nullable String peeringServiceLocation, @Nullable String peeringServiceProvider) {}
