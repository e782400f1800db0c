/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.topic.Backoff;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A thread that works whenever the database notifies a channel, and now and then without being asked, as a net.
 *
 * <p>No notification is missed: it listens before it works for the first time, and after a lost connection it listens
 * again and works. A failure is waited out; the work is done again.
 */
final class ChannelListener {
    private static final Logger LOG = Logger.getLogger(ChannelListener.class);

    private final AgroalDataSource dataSource;
    private final String channel;
    private final int netMillis;
    private final Work work;
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * Why the work is to be done.
     *
     * @param afresh nothing was heard before: whatever can have happened may have
     * @param payloads what was notified; empty when it is only time to look
     */
    public record Wake(boolean afresh, Set<String> payloads) {}

    /** What is to be done. */
    public interface Work {
        /** @return true to be called again at once */
        boolean run(Wake wake);
    }

    /** @param channel a name of our own, never a caller's text */
    public ChannelListener(AgroalDataSource dataSource, String channel, int netMillis, Work work) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.netMillis = netMillis;
        this.work = work;
    }

    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("listen-" + channel).start(this::run);
    }

    public void stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(5000);
        }
    }

    private void run() {
        Backoff backoff = new Backoff("listening to " + channel, LOG);
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection, backoff);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }

    private void listen(Connection connection, Backoff backoff) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        Wake wake = new Wake(true, Set.of());
        while (running) {
            boolean again = worked(wake, backoff);
            PGNotification[] received = notifications.getNotifications(again ? 1 : netMillis);
            wake = new Wake(
                    false,
                    received == null
                            ? Set.of()
                            : Arrays.stream(received)
                                    .map(PGNotification::getParameter)
                                    .collect(Collectors.toSet()));
        }
    }

    /** Work that failed is done again; what was notified meanwhile waits in the connection, if that still lives. */
    private boolean worked(Wake wake, Backoff backoff) throws InterruptedException {
        while (running) {
            try {
                boolean again = work.run(wake);
                backoff.succeeded();
                return again;
            } catch (RuntimeException e) {
                if (!backoff.failed(e)) {
                    throw new InterruptedException();
                }
            }
        }
        return false;
    }
}
