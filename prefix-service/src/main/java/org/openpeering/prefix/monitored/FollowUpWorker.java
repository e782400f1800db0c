/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.wake.ChannelListener;

/** Follows changes up as soon as they are committed: those of one prefix first, then a part of one of many, in turns. */
@ApplicationScoped
public class FollowUpWorker {
    private static final int NET_MILLIS = 1000;

    private final FollowUpService service;
    private final ChannelListener listener;
    private Instant nextSweep = Instant.EPOCH;

    FollowUpWorker(FollowUpService service, AgroalDataSource dataSource) {
        this.service = service;
        this.listener = new ChannelListener(dataSource, ChangeRepository.CHANNEL, NET_MILLIS, wake -> work());
    }

    void start(@Observes StartupEvent event) {
        listener.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        listener.stop();
    }

    private boolean work() {
        if (Instant.now().isAfter(nextSweep)) {
            nextSweep = Instant.now().plusMillis(NET_MILLIS);
            service.sweep();
        }
        boolean small = service.small() > 0;
        return service.large() || small;
    }
}
