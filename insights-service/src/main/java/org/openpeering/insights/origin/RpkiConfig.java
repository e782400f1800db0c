/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openpeering.registry.rtr.RtrTimeouts;
import org.openpeering.registry.source.RpkiSource;

/**
 * Where the RPKI is read from, and what is held back of it. Mostly the same settings as prefix-service's: each service maps what
 * it uses, since the library that reads it is plain Java and knows no configuration.
 */
@ConfigMapping(prefix = "openpeering.rpki")
public interface RpkiConfig {
    /**
     * RTR caches, {@code host:port} or {@code tls://host:port}, several with commas: the first is preferred, the next one
     * is followed when it is away.
     */
    Optional<List<String>> rtr();

    /** How long an RTR cache may be away before the next one is followed. */
    @WithDefault("PT1M")
    Duration failoverAfter();

    /** How long the connection to an RTR cache may take. */
    @WithDefault("PT10S")
    Duration rtrConnectTimeout();

    /** How long one message of an RTR cache may take, from its first to its last byte. */
    @WithDefault("PT30S")
    Duration rtrMessageTimeout();

    /** How long an answer of an RTR cache may take, from the question to its end; a silent cache is left. */
    @WithDefault("PT5M")
    Duration rtrAnswerTimeout();

    /** Where it is read from, and how patiently. */
    default RpkiSource.Settings source() {
        return new RpkiSource.Settings(
                rtr().orElse(List.of()),
                failoverAfter(),
                new RtrTimeouts(rtrConnectTimeout(), rtrMessageTimeout(), rtrAnswerTimeout()),
                json(),
                poll());
    }

    /**
     * Whom to trust, and with which certificate to come, over {@code tls://}: the name in {@code quarkus.tls.NAME.…}; without
     * it the default, {@code quarkus.tls.…}, and without that Java's.
     */
    Optional<String> tlsConfigurationName();

    /** Path or http(s) URL of a validator's JSON export; not together with {@link #rtr}. */
    Optional<String> json();

    /** How often the JSON export is looked at. */
    @WithDefault("PT1M")
    Duration poll();

    /** How long after its source confirmed it for the last time RPKI data may be used. */
    @WithDefault("PT2H")
    Duration staleAfter();

    /** New RPKI data by which fewer monitored prefixes would be judged worse than this is never held back for them. */
    @WithDefault("3")
    int guardLeast();

    /** New RPKI data by which more monitored prefixes would be judged worse than this is held back. */
    @WithDefault("20")
    int guardPrefixes();

    /** So does that by which more than this share of them would be, in percent. */
    @WithDefault("5")
    double guardPercent();

    /** So does that in which more than this share of all VRPs is gone at once (in percent, from 100 on), or all of them are. */
    @WithDefault("10")
    double guardVanished();

    /**
     * A prefix whose VRPs all end within this time is told of. The end that a validator tells is that of the whole chain, whose
     * manifests are made anew every few hours: what is far below that has not been.
     */
    @WithDefault("PT2H")
    Duration endsWithin();
}
