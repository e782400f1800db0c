/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import java.util.Map;

/** Stops and starts the servers under a running service. */
public enum Servers {
    KAFKA("kafka"),
    POSTGRES("postgres");

    private final String component;

    Servers(String component) {
        this.component = component;
    }

    public void stop() {
        act("stop");
    }

    public void kill() {
        act("kill");
    }

    /** It stands still with its connections open, until {@link #thaw}. */
    public void freeze() {
        act("freeze");
    }

    public void thaw() {
        act("thaw");
    }

    public void start() {
        act("start");
    }

    private void act(String action) {
        Control.call("/servers", Map.of("name", component, "action", action));
    }
}
