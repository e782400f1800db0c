/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The three that run side by side. */
public final class Agent {
    private final List<Task> tasks;

    private interface Task {
        void run() throws InterruptedException;
    }

    public Agent(Polling polling, Measurements measurements, Delivery delivery) {
        this.tasks = List.of(polling::run, measurements::run, delivery::run);
    }

    /**
     * Returns when one of them has ended, which none does by itself.
     *
     * @throws InterruptedException when the agent is to end
     */
    public @Nullable Throwable run() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
        List<Thread> threads = tasks.stream()
                .map(task -> Thread.ofPlatform().daemon().unstarted(() -> {
                    try {
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | Error e) {
                        cause.compareAndSet(null, e);
                    } finally {
                        ended.countDown();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        try {
            ended.await();
            return cause.get();
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }
}
