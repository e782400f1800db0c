/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import java.util.List;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.IpAddress;

/**
 * A router of the cloud network that speaks BMP to us.
 *
 * @param name the BMP sysName (RFC 7854 section 4.4), exact
 * @param metro where it stands
 * @param addresses from where it may connect and under which it holds BGP sessions
 */
public record EdgeRouter(String name, long revision, String metro, List<IpAddress> addresses) implements Revisioned {
    public EdgeRouter {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String key() {
        return name;
    }
}
