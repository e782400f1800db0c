/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
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

/** Measures what is due, at most so many at a time, and puts what it finds into the buffer. */
public final class Measurements {
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(60);

    private final Resolver resolver;
    private final Prober prober;
    private final SampleBuffer buffer;
    private final Semaphore places;
    private final WallClock clock = new WallClock(Instant::now, System::nanoTime);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Agenda agenda = new Agenda(ThreadLocalRandom.current());
    private volatile String site = "";

    public Measurements(Resolver resolver, Prober prober, SampleBuffer buffer, int concurrent) {
        this.resolver = resolver;
        this.prober = prober;
        this.buffer = buffer;
        this.places = new Semaphore(concurrent);
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
                places.acquire();
                Thread.ofVirtual().name("measure").start(() -> measure(test));
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

    private void measure(AssignedTest test) {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }
}
