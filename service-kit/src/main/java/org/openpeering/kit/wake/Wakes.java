/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the listeners of a channel, in every replica, after the transaction under way has committed.
 *
 * <p>Not in it: PostgreSQL has commits that notify wait for each other until each is on disk, so that a few hundred calls a
 * second would be all. Here one thread notifies for all commits since it did last, and waits for no disk. When the
 * process dies in between, the listeners find the work by looking, as they do once a second.
 */
@ApplicationScoped
public class Wakes {
    private static final Logger LOG = Logger.getLogger(Wakes.class);

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private @Nullable Thread thread;

    Wakes(AgroalDataSource dataSource, TransactionSynchronizationRegistry transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("wakes").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(5000);
        }
    }

    /** @param channel a name of our own, never a caller's text */
    public void afterCommit(String channel) {
        String registered = Wakes.class.getName() + channel;
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            wake(channel);
        } else if (transactions.getResource(registered) == null) {
            transactions.putResource(registered, true);
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        wake(channel);
                    }
                }
            });
        }
    }

    private void wake(String channel) {
        due.add(channel);
        signal.release();
    }

    private void run() {
        try {
            while (true) {
                signal.acquire();
                signal.drainPermits();
                for (String channel : Set.copyOf(due)) {
                    due.remove(channel);
                    notify(channel);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notify(String channel) {
        try (Connection connection = dataSource.getConnection();
                Statement setting = connection.createStatement();
                PreparedStatement notification = connection.prepareStatement("select pg_notify(?, '')")) {
            connection.setAutoCommit(false);
            setting.execute("set local synchronous_commit = off");
            notification.setString(1, channel);
            notification.execute();
            connection.commit();
        } catch (SQLException e) {
            LOG.debugf(e, "%s was not notified; its listeners look by themselves", channel);
        }
    }
}
