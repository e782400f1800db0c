/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.RouteDistinguisher;
import org.openpeering.insights.bmp.BmpListener;
import org.openpeering.insights.collector.CollectorSettings;

/** What the configuration makes of a collector and of its port; bounds that it leaves open follow from the heap. */
final class CollectorOptions {
    private static final int BYTES_OF_ROUTE = 12;

    private CollectorOptions() {}

    static CollectorSettings collector(BmpConfig config, RibConfig rib) {
        return new CollectorSettings(
                config.resyncDelay(), config.grace(), config.tablePatience(), tables(config), bounds(rib));
    }

    static BmpListener.Settings listener(BmpConfig config) {
        return new BmpListener.Settings(
                config.host(),
                config.port(),
                config.maxWaiting(),
                BmpListener.Settings.DEFAULT.maxMessageLength(),
                config.initiationTimeout());
    }

    static TrustedSources trusted(BmpConfig config) {
        return new TrustedSources(config.trustedSources().orElse(List.of()).stream()
                .map(IpPrefix::parse)
                .toList());
    }

    private static Set<String> tables(BmpConfig config) {
        return config.internetTables().orElse(List.of()).stream()
                .map(RouteDistinguisher::canonical)
                .collect(Collectors.toSet());
    }

    private static CollectorSettings.Bounds bounds(RibConfig rib) {
        long heap = Runtime.getRuntime().maxMemory();
        return new CollectorSettings.Bounds(
                rib.maxRoutesOfSession(),
                rib.maxRoutesOfRouter(),
                rib.maxRoutes().orElse((int) Math.min(Integer.MAX_VALUE, heap / 2 / BYTES_OF_ROUTE)),
                rib.maxAttributesMib().map(mib -> mib * 1024L * 1024).orElse(heap / 4));
    }
}
