/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import org.openpeering.contract.net.Asn;

/** What networks have signed about who their providers are (draft-ietf-sidrops-aspa-profile), as far as it is at hand. */
@FunctionalInterface
public interface Attestations {
    Attestations NONE = (customer, provider) -> false;

    /** Whether the customer has signed that the other one is a provider of it. */
    boolean provides(Asn customer, Asn provider);
}
