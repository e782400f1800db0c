/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
    private volatile boolean stopped;
    private volatile boolean broken;
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
        PgSubscriber next = PgSubscriber.subscriber(vertx, database.get()).reconnectPolicy(this::delay);
        next.channel(channel).subscribeHandler(_ -> listening()).handler(hearer::heard);
        subscriber = next;
        next.connect().onFailure(failure -> {
            LOG.debugf(failure, "no connection to listen to %s by", channel);
            next.close();
            vertx.setTimer(delay(failures), _ -> {
                if (!stopped) {
                    connect(failures + 1);
                }
            });
        });
    }

    private Long delay(Integer failures) {
        if (!broken && !stopped) {
            LOG.warnf("listening to %s interrupted, will be tried again until it works", channel);
        }
        broken = true;
        return Math.min(FIRST_DELAY << Math.min(failures, 10), LONGEST_DELAY);
    }

    private void listening() {
        if (broken) {
            LOG.infof("listening to %s works again", channel);
        }
        broken = false;
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
