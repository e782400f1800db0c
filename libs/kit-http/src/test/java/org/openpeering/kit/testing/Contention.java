/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Many callers at once, each with calls drawn from the same ones. Each use case locks in its own order of steps; where two
 * orders contradict each other, the database ends one of them, and its caller reads 503.
 */
public final class Contention {
    private static final int CALLERS = 12;
    private static final int CALLS = Integer.getInteger("contention.calls", 50);

    private Contention() {}

    /** The answers that are the service's fault, each with the place of its call in the list. */
    public static Queue<String> among(List<Supplier<Response>> calls) throws InterruptedException, ExecutionException {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                running.add(callers.submit(() -> {
                    for (int n = 0; n < CALLS; n++) {
                        int call = random.nextInt(calls.size());
                        Response answer = calls.get(call).get();
                        if (answer.statusCode() >= 500) {
                            wrong.add("call " + call + ": " + answer.statusCode() + " " + answer.asString());
                        }
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        return wrong;
    }
}
