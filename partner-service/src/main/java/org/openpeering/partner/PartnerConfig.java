/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * What the operator of the installation decides.
 *
 * @param lab approvals and provisioning by themselves; never with real partners
 * @param reservedNumbers documentation, private and reserved AS numbers are accepted
 * @param network the AS number of the cloud network
 * @param probeSources from where its connectivity probes come, for partners' access lists
 */
public record PartnerConfig(boolean lab, boolean reservedNumbers, Asn network, List<IpPrefix> probeSources) {
    public PartnerConfig {
        probeSources = List.copyOf(probeSources);
    }
}
