/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.RouteDistinguisher;

/**
 * A router of the cloud network that speaks BMP to us.
 *
 * @param name the BMP sysName (RFC 7854 section 4.4), exact
 * @param metro where it stands
 * @param addresses from where it may connect and under which it holds BGP sessions
 * @param internetTables its tables besides the global one whose routes are the Internet's, as
 *     {@link RouteDistinguisher#canonical} writes them; null in older messages, which is none
 */
public record EdgeRouter(
        String name, long revision, String metro, List<IpAddress> addresses, List<String> internetTables)
        implements Revisioned {
    public EdgeRouter {
        requireNonNull(name, "name");
        requireNonNull(metro, "metro");
        addresses = List.copyOf(addresses);
        internetTables = internetTables == null ? List.of() : List.copyOf(internetTables);
    }

    @Override
    public String key() {
        return name;
    }
}
