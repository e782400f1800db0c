/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.topic.Outage;

/**
 * Hears what the database notifies on a channel, by one connection of its own, on an event loop.
 *
 * <p>No notification is missed unnoticed: each time that a connection has begun to listen, the first one too, the hearer
 * is told that whatever can have happened may have. A connection that was closed is made anew. One that is dead without
 * having been closed is found by asking it once a second: it is closed when it does not answer.
 */
final class ChannelListener {
    private static final Logger LOG = Logger.getLogger(ChannelListener.class);
    private static final long NET_MILLIS = 1000;
    private static final long FIRST_DELAY = 100;
    private static final long LONGEST_DELAY = 2000;
    private static final int ANSWER_SECONDS = 5;

    private final Vertx vertx;
    private final Supplier<PgConnectOptions> database;
    private final String channel;
    private final Hearer hearer;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Outage outage;
    private volatile boolean stopped;
    private volatile @Nullable PgSubscriber subscriber;
    private volatile long net;

    /** Is called on an event loop, and does not block it. */
    interface Hearer {
        /** Nothing was heard until now. */
        void afresh();

        void heard(String payload);
    }

    ChannelListener(Vertx vertx, Supplier<PgConnectOptions> database, String channel, Hearer hearer) {
        this.vertx = vertx;
        this.database = database;
        this.channel = channel;
        this.hearer = hearer;
        this.outage = new Outage("listening to " + channel, LOG);
    }

    void start() {
        connect(0);
        net = vertx.setPeriodic(NET_MILLIS, _ -> ask());
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(net);
        PgSubscriber last = subscriber;
        if (last != null) {
            last.close();
        }
    }

    /** The policy is about connections that were lost; a first one that fails is up to us. */
    private void connect(int failures) {
        PgSubscriber next = PgSubscriber.subscriber(vertx, database.get()).reconnectPolicy(this::lost);
        next.channel(channel).subscribeHandler(_ -> listening()).handler(hearer::heard);
        subscriber = next;
        next.connect().onFailure(failure -> {
            outage.failed(failure);
            next.close();
            vertx.setTimer(delay(failures), _ -> {
                if (!stopped) {
                    connect(failures + 1);
                }
            });
        });
    }

    private Long lost(Integer failures) {
        if (!stopped) {
            outage.failed(new ClosedChannelException());
        }
        return delay(failures);
    }

    private static long delay(int failures) {
        return Math.min(FIRST_DELAY << Math.min(failures, 10), LONGEST_DELAY);
    }

    private void listening() {
        outage.succeeded();
        hearer.afresh();
    }

    private void ask() {
        PgSubscriber current = subscriber;
        PgConnection connection = current == null ? null : current.actualConnection();
        if (connection == null || !asking.compareAndSet(false, true)) {
            return;
        }
        connection
                .query("select 1")
                .execute()
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .onFailure(_ -> connection.close())
                .onComplete(_ -> asking.set(false));
    }
}
