/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places at one service, shared fairly ({@link FairShare}) between subscriptions; so are the places of who waits for
 * one. A place that becomes free goes to the subscriptions in turn, whatever the number of requests that one has waiting.
 */
final class Places {
    /** To be given back, once; more often does nothing. */
    interface Place {
        void close();
    }

    /** Nothing was free in time, or too many wait. */
    static final class NoPlace extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoPlace(String message) {
            super(message, null, false, false);
        }
    }

    private record Waiter(Promise<Place> promise, Context context) {}

    private final FairShare places;
    private final FairShare waiting;
    private final long patienceMillis;
    private final Map<String, ArrayDeque<Waiter>> queues = new LinkedHashMap<>();

    /** @param patienceMillis how long a request waits */
    Places(int places, int waiting, long patienceMillis) {
        this.places = new FairShare(places);
        this.waiting = new FairShare(waiting);
        this.patienceMillis = patienceMillis;
    }

    /** A place for a request of the subscription, called on the context that goes on with it. */
    Future<Place> take(String key, Context context) {
        Waiter waiter = new Waiter(Promise.promise(), context);
        synchronized (this) {
            if (places.take(key, 1)) {
                return Future.succeededFuture(place(key));
            }
            if (!waiting.take(key, 1)) {
                return Future.failedFuture(new NoPlace("too many requests wait"));
            }
            queues.computeIfAbsent(key, absent -> new ArrayDeque<>()).add(waiter);
        }
        Vertx vertx = context.owner();
        long timer = vertx.setTimer(patienceMillis, id -> {
            if (forget(key, waiter)) {
                waiter.promise.fail(new NoPlace("no place became free in time"));
            }
        });
        return waiter.promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private Place place(String key) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                free(key);
            }
        };
    }

    private synchronized boolean forget(String key, Waiter waiter) {
        ArrayDeque<Waiter> queue = queues.get(key);
        if (queue == null || !queue.remove(waiter)) {
            return false;
        }
        waiting.give(key, 1);
        if (queue.isEmpty()) {
            queues.remove(key);
        }
        return true;
    }

    private synchronized void free(String key) {
        places.give(key, 1);
        boolean granted = true;
        // More than one may fit: where one holds less, others may hold more.
        while (granted) {
            granted = grant();
        }
    }

    private boolean grant() {
        for (Iterator<Map.Entry<String, ArrayDeque<Waiter>>> all =
                        queues.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, ArrayDeque<Waiter>> next = all.next();
            String key = next.getKey();
            ArrayDeque<Waiter> queue = next.getValue();
            if (places.take(key, 1)) {
                Waiter waiter = queue.remove();
                waiting.give(key, 1);
                all.remove();
                if (!queue.isEmpty()) {
                    // To the end: its turn comes again after the others'.
                    queues.put(key, queue);
                }
                hand(waiter, place(key));
                return true;
            }
        }
        return false;
    }

    private static void hand(Waiter waiter, Place place) {
        waiter.context.runOnContext(v -> {
            if (!waiter.promise.tryComplete(place)) {
                place.close();
            }
        });
    }
}
