/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/** Who aggregated a route (RFC 4271 section 5.1.7): its AS and its address. */
public record Aggregator(Asn asn, IpAddress address) {
    @Override
    public String toString() {
        return asn + " " + address;
    }
}
