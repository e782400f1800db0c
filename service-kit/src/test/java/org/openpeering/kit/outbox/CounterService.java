/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Sql;

/** A use case as services have them: an object that counts, with its message. */
@ApplicationScoped
public class CounterService {
    private final Sql sql;
    private final Outbox outbox;

    CounterService(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /** Counts one up and says so; the count travels as the provider's ASN. */
    @Transactional
    public void increment(String name, boolean fail) {
        increment(name);
        if (fail) {
            throw new IllegalStateException("rolled back");
        }
    }

    /** The same, when all that share the barrier have their transactions open. */
    @Transactional
    public void increment(String name, CyclicBarrier open)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        sql.get("select 1 as n", row -> row.number("n"));
        open.await(20, TimeUnit.SECONDS);
        increment(name);
    }

    private void increment(String name) {
        sql.update("insert into counter values (?, 0) on conflict do nothing", name);
        sql.get("select n from counter where name = ? for update", row -> row.number("n"), name);
        long n = sql.get("update counter set n = n + 1 where name = ? returning n", row -> row.number("n"), name);
        outbox.changed(Topic.PROVIDERS, new Provider(name, outbox.nextRevision(), List.of(new Asn(n)), List.of()));
    }
}
