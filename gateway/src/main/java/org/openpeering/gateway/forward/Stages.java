/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Follows exchanges from stage to stage, for who looks for one in a log; and where tests make one fail. */
@ApplicationScoped
class Stages {
    private static final Logger LOG = Logger.getLogger(Stages.class);

    void reached(Stage stage, Exchange exchange) {
        LOG.tracef("%s: %s", exchange.correlation(), stage);
    }
}
