/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * The question (contract section B.1, CheckServiceProviderAvailabilityInput).
 *
 * @param peeringServiceLocation a service location, its state, or a metro
 */
@RegisterForReflection
public record AvailabilitySpec(
        @Required @Nullable String peeringServiceLocation,
        @Required @Nullable String peeringServiceProvider) {}
