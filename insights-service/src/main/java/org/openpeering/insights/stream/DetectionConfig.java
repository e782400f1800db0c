/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;

/** What detection may take of memory for one monitored prefix, and what it knows of networks. */
@ConfigMapping(prefix = "openpeering.detection")
public interface DetectionConfig {
    /** More-specific and covering routes held for one monitored prefix. */
    @WithDefault("1000")
    int maxMoreSpecificRoutes();

    /** Routes held for exactly the monitored prefix; one PrefixRoutes message carries them all. */
    @WithDefault("500")
    int maxExactRoutes();

    /** Open events of offences against one monitored prefix. */
    @WithDefault("1000")
    int maxOpenEvents();

    /** How long routes wait for a declaration of their prefix before they are dropped. */
    @WithDefault("PT10M")
    Duration undeclaredRetention();

    /** Networks that buy transit of nobody: where another one stands between two of them, it leaks the route. */
    @WithDefault("174,701,1299,2914,3257,3320,3356,3491,5511,6453,6461,6762,6830,7018,12956")
    Set<Long> transitFree();

    /** Networks of exchanges' route servers: one that stands in a path is nobody's upstream. */
    @WithDefault("4635,6695,6777,8631,8714,11670,24115,26162,33108,34307,42476,51706")
    Set<Long> routeServers();

    default Networks networks() {
        return new Networks(asns(transitFree()), asns(routeServers()));
    }

    private static Set<Asn> asns(Set<Long> numbers) {
        return numbers.stream().map(Asn::new).collect(Collectors.toSet());
    }

    default Limits limits() {
        return new Limits(maxMoreSpecificRoutes(), maxOpenEvents(), maxExactRoutes());
    }
}
