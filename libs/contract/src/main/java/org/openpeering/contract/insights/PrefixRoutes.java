/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.util.List;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.IpPrefix;

/**
 * Which sessions announce exactly this prefix, and how.
 *
 * @param monitoredRevision the revision of the MonitoredPrefix that had been matched against every route held when this
 *     was said: below it, absence of a route means nothing
 */
public record PrefixRoutes(IpPrefix prefix, long revision, long monitoredRevision, List<ObservedRoute> routes)
        implements Revisioned {
    public PrefixRoutes {
        routes = List.copyOf(routes);
    }

    @Override
    public String key() {
        return prefix.toString();
    }
}
