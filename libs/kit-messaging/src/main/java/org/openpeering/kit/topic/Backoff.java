/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Waits longer after each failure, up to a bound, and logs an outage at its begin and at its end only.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final String what;
    private final Logger log;
    private Duration next = FIRST;
    private boolean broken;

    public Backoff(String what, Logger log) {
        this.what = what;
        this.log = log;
    }

    /** Notes a failure and waits; false when the thread was interrupted, which means stop. */
    public boolean failed(Exception cause) {
        if (!broken) {
            log.warnf("%s interrupted, will be tried again until it works: %s", what, cause);
        }
        broken = true;
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
        if (broken) {
            log.infof("%s works again", what);
        }
        broken = false;
        next = FIRST;
    }
}
