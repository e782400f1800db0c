/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.List;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/** Networks from which any router of the inventory may report, whatever its addresses. */
record TrustedSources(List<IpPrefix> networks) {
    TrustedSources {
        networks = List.copyOf(networks);
    }

    boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
