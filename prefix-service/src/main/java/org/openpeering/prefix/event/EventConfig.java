/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of routing events; {@code application.properties} says why each has its value. */
@ConfigMapping(prefix = "openpeering.events")
public interface EventConfig {
    /** What {@code $expand=events} reaches back, and how long the log is kept to resume from. */
    Duration retention();

    /** Open streams of one subscription, on each replica. */
    int streamsPerSubscription();

    /** Open streams of one caller in one subscription, on each replica. */
    int streamsPerCaller();

    /** A client that takes so long to take one event is hung up on; it may resume. */
    Duration patience();
}
