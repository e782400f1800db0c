/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Component;
import org.openpeering.stack.process.StackException;

/**
 * Starts components stage by stage, those of one stage at the same time, and stops them in the reverse order.
 *
 * <p>Guarantee: when {@link #start} fails or {@link #stop} is called, also in the middle of a start, nothing that was
 * started is left running. {@code StagesTest} holds it to that.
 */
final class Stages {
    /** Hears how the start goes. */
    interface Progress {
        void starting(Component component);

        void ready(Component component, Duration took);
    }

    private static final Duration START_ABORT = Duration.ofSeconds(60);

    private final List<List<Component>> stages;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("stage-", 0).factory());
    private volatile boolean stopping;

    Stages(List<List<Component>> stages) {
        this.stages = stages.stream().map(List::copyOf).toList();
    }

    List<Component> components() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /** Starts everything; on a failure stops everything and throws the failure. */
    void start(Progress progress, Consumer<Component> unexpectedExit) {
        try {
            for (List<Component> stage : stages) {
                List<Future<?>> starts = new ArrayList<>();
                for (Component component : stage) {
                    component.onUnexpectedExit(unexpectedExit);
                    starts.add(threads.submit(() -> start(component, progress)));
                }
                for (Future<?> start : starts) {
                    await(start);
                }
            }
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void start(Component component, Progress progress) {
        if (stopping) {
            throw new CancellationException("Stopped during the start");
        }
        long begin = System.nanoTime();
        progress.starting(component);
        component.start();
        progress.ready(component, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void await(Future<?> start) {
        try {
            start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StackException("Cannot start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted during the start", e);
        }
    }

    /** Stops everything that runs, also a start in progress. Every component is tried; the first failure is thrown. */
    synchronized void stop() {
        stopping = true;
        threads.shutdownNow();
        awaitThreads();
        List<RuntimeException> failures = new ArrayList<>();
        for (List<Component> stage : stages.reversed()) {
            stopStage(stage, failures);
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private void awaitThreads() {
        Await.ended(threads, START_ABORT);
    }

    private static void stopStage(List<Component> stage, List<RuntimeException> failures) {
        List<Thread> stops = new ArrayList<>();
        for (Component component : stage) {
            stops.add(Thread.ofPlatform().name("stop " + component.name()).start(() -> {
                try {
                    component.stop();
                } catch (RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread stop : stops) {
            joinFully(stop);
        }
    }

    private static void joinFully(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
