/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Component;

/**
 * Starts parts again that ended although nobody asked them to, or that say for a while that they can't go on (liveness
 * DOWN). Says why, waits as {@link RestartPolicy} has it, and gives up what does not stay up.
 *
 * <p>Guarantees: what was stopped or killed through {@link Component} stays down; a part that does not answer is left
 * alone, since it may only stand still; after {@link #close} nothing is started. {@code SupervisorTest} and {@code
 * RestartE2ETest} hold it to that.
 */
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** A commit may hold the thread of a channel for a minute while the broker hangs, and it then says DOWN. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration START_ABORT = Duration.ofSeconds(60);
    private static final int SHOWN = 20;

    private final RestartPolicy policy;
    private final InstantSource clock;
    private final Function<String, Path> log;
    private final Stages.Progress progress;
    private final Consumer<String> lines;
    private final Consumer<Component> givenUp;
    private final Map<Component, List<Instant>> ends = new HashMap<>();
    private final Map<Component, Instant> down = new ConcurrentHashMap<>();
    /** As many threads as there are parts, so that none waits for the start of another. */
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(
            Part.values().length + 1,
            Thread.ofPlatform().daemon().name("supervisor-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * @param log where a part's output is, by its name
     * @param progress hears of each new start
     * @param lines what a person should read
     * @param givenUp receives the first part that is not started again
     */
    Supervisor(
            RestartPolicy policy,
            InstantSource clock,
            Function<String, Path> log,
            Stages.Progress progress,
            Consumer<String> lines,
            Consumer<Component> givenUp) {
        this.policy = policy;
        this.clock = clock;
        this.log = log;
        this.progress = progress;
        this.lines = lines;
        this.givenUp = givenUp;
    }

    /** Looks at what the parts say of themselves, from now on. */
    void watch(List<Component> components) {
        if (policy.restarts()) {
            var _ = threads.scheduleWithFixedDelay(
                    () -> components.forEach(this::watch), LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void watch(Component component) {
        try {
            look(component);
        } catch (RuntimeException e) {
            // From a close in the midst of it too; a failure must not end the watch.
            if (!threads.isShutdown()) {
                lines.accept(e.getMessage());
            }
        }
    }

    /** Asks a part how it is; one that has said for too long that it can't go on is ended. */
    void look(Component component) {
        Optional<String> complaint = component.complaint();
        if (complaint.isEmpty()) {
            down.remove(component);
            return;
        }
        Instant since = down.computeIfAbsent(component, _ -> clock.instant());
        if (Duration.between(since, clock.instant()).compareTo(PATIENCE) >= 0) {
            down.remove(component);
            component.stop();
            again(component, component.name() + " says that it can not go on: " + complaint.get());
        }
    }

    /** A part ended by itself. */
    void ended(Component component) {
        again(
                component,
                component.name() + " ended by itself, exit code " + component.exitCode() + "; the end of its output:\n"
                        + component.lastLines(SHOWN));
    }

    private void again(Component component, String reason) {
        if (threads.isShutdown()) {
            return;
        }
        Optional<Duration> pause = pause(component);
        lines.accept(reason);
        if (pause.isEmpty()) {
            lines.accept(
                    component.name() + " is not started again" + number() + ". Read " + log.apply(component.name()));
            givenUp.accept(component);
        } else {
            lines.accept(
                    "Starting " + component.name() + " again in " + pause.get().toMillis() / 1000.0 + " s.");
            var _ = threads.schedule(() -> start(component), pause.get().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private String number() {
        return policy.restarts()
                ? ": it ended " + policy.most() + " times within "
                        + policy.window().toMinutes() + " minutes"
                : "";
    }

    private synchronized Optional<Duration> pause(Component component) {
        List<Instant> before = ends.computeIfAbsent(component, _ -> new ArrayList<>());
        before.add(clock.instant());
        return policy.pause(before);
    }

    private void start(Component component) {
        long begin = System.nanoTime();
        progress.starting(component);
        try {
            component.start();
            progress.ready(component, Duration.ofNanos(System.nanoTime() - begin));
        } catch (RuntimeException e) {
            again(component, component.name() + " can not be started: " + e.getMessage());
        }
    }

    /** Also ends a start in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
        Await.ended(threads, START_ABORT);
    }
}
