/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Optional;
import org.openpeering.contract.net.Asn;

/** What networks have signed about who their providers are (draft-ietf-sidrops-aspa-profile), as far as it is at hand. */
@FunctionalInterface
public interface Attestations {
    /** Whether the customer has signed that the other one is a provider of it; empty: it has signed nothing. */
    Optional<Boolean> provides(Asn customer, Asn provider);
}
