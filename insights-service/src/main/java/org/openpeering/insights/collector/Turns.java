/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may change the collector now. One at a time; streams of routers take it for every message, controls (monitoring,
 * timers, new connections) now and then. A stream that comes straight back would nearly always win the lock from one
 * that has to wake up first; so a waiting control closes the gate, and streams queue up behind it.
 */
final class Turns {
    private static final int ROUNDS = 500;
    private static final long ROUND_NANOS = 20_000;

    private final ReentrantLock gate = new ReentrantLock();
    private final ReentrantLock turn = new ReentrantLock();

    void takeForStream() {
        if (gate.isLocked()) {
            takeForControl();
        } else {
            turn.lock();
        }
    }

    void takeForControl() {
        gate.lock();
        try {
            turn.lock();
        } finally {
            gate.unlock();
        }
    }

    /** For who has just given a turn and wants the next one: those who wait now, and have to wake up first, go before. */
    void letOthersPass() {
        for (int i = 0; i < ROUNDS && turn.hasQueuedThreads(); i++) {
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }

    void give() {
        turn.unlock();
    }
}
