/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/**
 * A service provider as the operator writes it.
 *
 * @param asns the numbers of its peerings
 * @param peeringLocations names of metros
 */
@RegisterForReflection
public record ProviderSpec(
        @Nullable List<@Nullable Asn> asns, @Nullable List<@Nullable String> peeringLocations) {}
