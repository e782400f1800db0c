/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, between those who observe and Kafka: one thread writes it and sends it, in the order in which it
 * came, and waits for the broker where that is needed. Nobody who puts something in waits; who is about to read what leads to
 * more asks for room before ({@link #awaitRoom}). So it holds its bound and what those have to say who had asked in time: a
 * turn of each. Full, it counts as full until half of it is gone. Tested by {@code
 * KafkaStandsStillTest}.
 */
final class SendQueue implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SendQueue.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final long most;
    /** Fair: the router that waits longest is read first. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Condition news = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Thread sender;
    private volatile boolean full;
    private long bytes;
    private long timesFull;
    private boolean closed;

    private record Item(Runnable sending, long bytes) {}

    /** @param most bytes, by estimate */
    SendQueue(long most) {
        this.most = most;
        this.sender = Thread.ofPlatform().daemon().name("collector-send").unstarted(this::send);
    }

    /** Begins to send, in a thread of its own. */
    SendQueue start() {
        sender.start();
        return this;
    }

    /**
     * @param size of what waits, in bytes
     * @param sending may wait
     */
    void put(long size, Runnable sending) {
        lock.lock();
        try {
            items.add(new Item(sending, size));
            bytes += size;
            if (!full && bytes >= most) {
                full = true;
                timesFull++;
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        return !full;
    }

    /** Returns when there is room, or when the thread is interrupted, which it is then still. */
    void awaitRoom() {
        if (!full) {
            return;
        }
        lock.lock();
        try {
            while (full) {
                room.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait, by estimate. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** How often it became full. */
    long timesFull() {
        lock.lock();
        try {
            return timesFull;
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        try {
            Item item = next();
            while (item != null) {
                sent(item);
                item = next();
            }
        } catch (InterruptedException e) {
            LOG.debugf("%d bytes are not sent any more", bytes());
        }
    }

    /** The first one, which stays counted until it is sent; null at the end. */
    private @Nullable Item next() throws InterruptedException {
        lock.lock();
        try {
            while (items.isEmpty() && !closed) {
                news.await();
            }
            return items.poll();
        } finally {
            lock.unlock();
        }
    }

    private void sent(Item item) throws InterruptedException {
        try {
            item.sending().run();
        } catch (RuntimeException | Error e) {
            // This thread is the only one that sends.
            LOG.error("an observation was not sent", e);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        lock.lock();
        try {
            bytes -= item.bytes();
            if (full && bytes <= most / 2) {
                full = false;
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits, if that takes no longer than some seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            sender.join(CLOSING);
            sender.interrupt();
            sender.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
