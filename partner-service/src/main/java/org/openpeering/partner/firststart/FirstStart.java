/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.firststart;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Transactions;

/** Runs {@link FirstStartService} before the first request is served; a file that breaks a rule stops the start. */
@Singleton
class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final FirstStartService service;
    private final CatalogueConfig config;

    FirstStart(FirstStartService service, CatalogueConfig config) {
        this.service = service;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.loadAtFirstStart() && Transactions.await(service::load)) {
            LOG.info("loaded the catalogue from files, since there was none");
        }
    }
}
