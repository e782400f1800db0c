/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.IpPrefix;

/**
 * Detectors ask all collectors for what they hold of a monitored prefix, since limits have left out some of it, or a collector
 * has not said that it told all of it ({@link RouteChange.Synced}). Each sends it as route changes, and {@link
 * RouteChange.Answered} behind them.
 *
 * @param number grows with each request for the prefix
 */
public record RoutesRequest(IpPrefix monitored, long number) implements Revisioned {
    @Override
    public String key() {
        return monitored.toString();
    }

    @Override
    public long revision() {
        return number;
    }
}
