/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.topic.Outage;

/**
 * What a {@code @Scheduled} method does, in a transaction. A round that fails is not left to the next one, which may be an
 * hour away: it is tried again until it works, and its trouble logged at its begin and at its end. With {@code
 * concurrentExecution = SKIP} there is one round at a time in a replica. {@code ScheduledRoundTest} holds it to this.
 */
public final class ScheduledRound {
    private static final Logger LOG = Logger.getLogger(ScheduledRound.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Outage outage;
    private final Supplier<Uni<Void>> work;

    /** @param work small enough for one transaction; it may begin it by itself */
    public ScheduledRound(String name, Supplier<Uni<Void>> work) {
        this.outage = new Outage(name, LOG);
        this.work = work;
    }

    /** Never fails. On an event loop, as the scheduler calls what returns a Uni. */
    public Uni<Void> run() {
        Context context = Vertx.currentContext();
        return Transactions.run(work)
                // Back from the thread of the wait before.
                .runSubscriptionOn(command -> context.runOnContext(ignored -> command.run()))
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .invoke(outage::succeeded);
    }
}
