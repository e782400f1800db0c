/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Waits longer after each failure, up to a bound; see {@link Outage} for what is logged.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Outage outage;
    private Duration next = FIRST;

    public Backoff(String what, Logger log) {
        this.outage = new Outage(what, log);
    }

    /** Notes a failure and waits; false when the thread was interrupted, which means stop. */
    public boolean failed(Throwable cause) {
        outage.failed(cause);
        try {
            Thread.sleep(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return true;
    }

    public void succeeded() {
        outage.succeeded();
        next = FIRST;
    }
}
