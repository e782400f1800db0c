/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.List;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Networks of proxies: any router of the inventory may report from there, whatever its addresses. The address of a proxy is no
 * router's: a router that comes by another proxy, or by another one to another collector, has not moved.
 */
record TrustedSources(List<IpPrefix> networks) {
    TrustedSources {
        networks = List.copyOf(networks);
    }

    boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
