/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.smallrye.mutiny.Uni;

/** Who draws conclusions from where routers stand. */
public interface EdgeRouterWatcher {
    /** The set of routers of the metro, whose row is held, has changed; runs in the transaction of the change. */
    Uni<Void> routersChanged(String metro);
}
