/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A bandwidth offer as the operator writes it. */
@RegisterForReflection
public record BandwidthOfferSpec(@Nullable Long valueInMbps) {}
