/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The collector as a whole: where other replicas of the service reach it, and what it may take. */
@ConfigMapping(prefix = "openpeering.collector")
public interface CollectorConfig {
    /** The host at which other replicas ask this one for routes that it holds; without it the address of this machine's name. */
    Optional<String> host();

    /** The port at which they do. */
    int port();

    /** In how many parts routers are divided, which do not wait for each other; none: as many as there are processors. */
    Optional<Integer> shards();

    /** Memory for what was observed and waits for Kafka, in MiB; when it is used up routers are not read. */
    @WithDefault("16")
    long maxUnsentMib();
}
