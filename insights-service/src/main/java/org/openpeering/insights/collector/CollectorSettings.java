/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;

/**
 * How patient a collector is.
 *
 * @param resyncDelay after a peer came up again: how long routes may stay that it has not sent again, counted from the
 *     last one it did; End-of-RIB cuts it short
 * @param grace how long a router that lost its BMP connection may take to come back
 */
public record CollectorSettings(Duration resyncDelay, Duration grace) {
    /** 30 s each. */
    public static final CollectorSettings DEFAULT =
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30));
}
