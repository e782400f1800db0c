/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import org.jboss.logging.Logger;

/** Logs an outage at its begin and at its end only. For one thread at a time. */
public final class Outage {
    private final String what;
    private final Logger log;
    private volatile boolean broken;

    public Outage(String what, Logger log) {
        this.what = what;
        this.log = log;
    }

    public void failed(Throwable cause) {
        if (!broken) {
            log.warnf("%s interrupted, will be tried again until it works: %s", what, cause);
        }
        broken = true;
    }

    public void succeeded() {
        if (broken) {
            log.infof("%s works again", what);
        }
        broken = false;
    }
}
