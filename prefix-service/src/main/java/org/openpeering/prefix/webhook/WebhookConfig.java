/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code openpeering.webhooks.*}. */
@ConfigMapping(prefix = "openpeering.webhooks")
public interface WebhookConfig {
    /** Whether this replica sends; one of them has to. */
    @WithDefault("true")
    boolean worker();

    /** Webhooks of one subscription. */
    @WithDefault("20")
    int perSubscription();

    /** Messages on their way at a time, from each replica. */
    @WithDefault("256")
    int inFlight();

    /** Of those of one subscription, from each replica. */
    @WithDefault("64")
    int inFlightPerSubscription();

    /** Of those to one webhook, from all replicas; one that fails is tried with one, one that is slow has two. */
    @WithDefault("8")
    int inFlightPerWebhook();

    /** Messages that wait for one webhook; of more the oldest become dead letters. */
    @WithDefault("100000")
    int waitingPerWebhook();

    /** How long a message is tried. */
    @WithDefault("24h")
    Duration retryFor();

    /** A webhook to which nothing got through for so long is paused. */
    @WithDefault("24h")
    Duration pauseAfter();

    /** How long deliveries and dead letters are kept; not longer than events are. */
    @WithDefault("14d")
    Duration retention();

    /**
     * Where people read on about an event, for messages to link to: a URL with {@code {subscription}}, {@code {prefix}} and
     * {@code {event}} where those belong.
     */
    Optional<String> link();
}
