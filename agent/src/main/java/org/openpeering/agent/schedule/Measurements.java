/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openpeering.agent.buffer.SampleBuffer;
import org.openpeering.agent.probe.AssignedTest;
import org.openpeering.agent.probe.Measured;
import org.openpeering.agent.probe.Prober;
import org.openpeering.agent.probe.Resolver;
import org.openpeering.agent.probe.Resolver.Resolved;
import org.openpeering.agent.service.SampleWriter;
import org.openpeering.agent.service.TestList;

/**
 * Measures what is due, at most so many at a time, and puts what it finds into the buffer. Connections, pings and
 * traces have places of their own: a trace to where nobody answers takes a minute. Who finds none waits for its turn and keeps
 * nobody from theirs; a test that still waits when it is due again is left out.
 */
public final class Measurements {
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(60);
    /** Each is a process. */
    private static final int MOST_PROGRAMS = 16;

    private final Resolver resolver;
    private final Prober prober;
    private final SampleBuffer buffer;
    private final Semaphore connections;
    private final Semaphore pings;
    private final Semaphore traces;
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final WallClock clock = new WallClock(Instant::now, System::nanoTime);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Agenda agenda = new Agenda(ThreadLocalRandom.current());
    private volatile String site = "";

    public Measurements(Resolver resolver, Prober prober, SampleBuffer buffer, int concurrent) {
        this.resolver = resolver;
        this.prober = prober;
        this.buffer = buffer;
        this.connections = new Semaphore(concurrent, true);
        this.pings = new Semaphore(Math.min(concurrent, MOST_PROGRAMS), true);
        this.traces = new Semaphore(Math.min(concurrent, MOST_PROGRAMS), true);
    }

    /** From now on these. */
    void replace(TestList list) {
        lock.lock();
        try {
            site = list.site();
            agenda.replace(list.tests(), System.nanoTime());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            for (AssignedTest test : due()) {
                if (underway.add(test.id())) {
                    Thread.ofVirtual().name("measure").start(() -> inTurn(test));
                }
            }
        }
    }

    private Iterable<AssignedTest> due() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wait = agenda.wait(System.nanoTime(), LONGEST_WAIT);
            while (wait > 0) {
                changed.awaitNanos(wait);
                wait = agenda.wait(System.nanoTime(), LONGEST_WAIT);
                if (agenda.size() == 0) {
                    break;
                }
            }
            return agenda.due(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void inTurn(AssignedTest test) {
        Semaphore places = switch (test.probe()) {
            case TCP_CONNECT, TLS_HANDSHAKE, HTTP_FIRST_BYTE -> connections;
            case ICMP_ECHO -> pings;
            case TRACEROUTE -> traces;
        };
        try {
            places.acquire();
            try {
                measure(test);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underway.remove(test.id());
        }
    }

    private void measure(AssignedTest test) throws InterruptedException {
        try {
            String measuredFrom = site;
            WallClock.Reading begun = clock.read();
            Resolved resolved = resolver.resolve(test.destination());
            Measured measured = resolved.address() == null || resolved.failure() != null
                    ? Measured.failed(test.count(), String.valueOf(resolved.failure()))
                    : prober.measure(test, resolved.address());
            // The clock may have been set while it was measured; the durations do not know of it.
            boolean stepped = begun.stepped() || clock.read().stepped();
            buffer.append(SampleWriter.sample(
                    UUID.randomUUID().toString(),
                    begun.time(),
                    stepped,
                    measuredFrom,
                    test,
                    resolved.address(),
                    measured));
        } catch (IOException e) {
            Log.warn("a sample can't be kept on disk: " + e);
        }
    }
}
