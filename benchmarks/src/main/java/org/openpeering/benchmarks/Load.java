/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.DemoFailure;
import org.openpeering.stack.demo.Latencies;

/**
 * Requests at a fixed rate. Open loop: a slow answer does not delay the next request, and its time counts from when it was
 * due.
 */
final class Load {
    private final Suite suite;
    private final int perSecond;
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> refused = new ConcurrentSkipListMap<>();

    private Load(Suite suite, int perSecond) {
        this.suite = suite;
        this.perSecond = perSecond;
    }

    /** @param call the answer to the nth request */
    static void run(Suite suite, String name, int perSecond, Duration duration, String goal, IntFunction<Answer> call) {
        Load load = new Load(suite, perSecond);
        int requests = Math.toIntExact(perSecond * duration.toSeconds());
        Phase phase = Phase.begin(suite, name);
        Stalls stalls = new Stalls(Instant.now());
        load.send(requests, call, stalls);
        suite.report().latencies(name, load.latencies, goal);
        load.reportRefused(name, requests);
        if (load.latencies.count() == 0) {
            throw new IllegalStateException("no request was successful");
        }
        // Not for an answered one: to refuse costs little, and would make who refuses look cheap.
        phase.end("successful request", load.latencies.count());
        stalls.report(name, suite);
    }

    private void send(int requests, IntFunction<Answer> call, Stalls stalls) {
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests; i++) {
                int nth = i;
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                threads.execute(() -> request(call, nth, due, stalls));
            }
        }
    }

    private void request(IntFunction<Answer> call, int nth, long due, Stalls stalls) {
        try {
            Answer answer = call.apply(nth);
            stalls.answered(Instant.now());
            if (answer.isSuccess()) {
                latencies.since(due);
            } else {
                refused.merge((answer.status() + " " + answer.errorCode()).strip(), 1, Integer::sum);
            }
        } catch (DemoFailure e) {
            // No answer at all, as when the client has too many requests under way.
            refused.merge("none: " + e.getCause(), 1, Integer::sum);
        }
    }

    private void reportRefused(String name, int requests) {
        int all = refused.values().stream().mapToInt(Integer::intValue).sum();
        suite.report()
                .line(
                        "  %d requests at %d/s, not successful %.2f %% %s",
                        requests, perSecond, 100.0 * all / requests, all == 0 ? "" : refused);
        suite.report().figure(name + ": not successful, %", 100.0 * all / requests);
    }
}
