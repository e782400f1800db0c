/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.openpeering.contract.net.Asn;

/** A service provider as the operator reads it. */
@RegisterForReflection
public record ProviderView(String name, List<Asn> asns, List<String> peeringLocations) {

    static ProviderView of(ProviderEntity provider) {
        return new ProviderView(provider.name(), provider.asns(), provider.peeringLocations());
    }
}
