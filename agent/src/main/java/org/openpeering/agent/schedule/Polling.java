/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openpeering.agent.service.Telemetry;
import org.openpeering.agent.service.Telemetry.Outcome;
import org.openpeering.agent.service.TestList;

/** Asks what is to be measured. While nobody answers, what was asked for last is measured. */
public final class Polling {
    private final Telemetry service;
    private final Measurements measurements;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private Duration poll = TestList.NONE.poll();
    private boolean working = true;

    public Polling(Telemetry service, Measurements measurements) {
        this.service = service;
        this.measurements = measurements;
    }

    /** Until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(once().toMillis());
        }
    }

    private Duration once() {
        try {
            return switch (service.tests()) {
                case Outcome.Tests(TestList list) -> {
                    if (list != null) {
                        measurements.replace(list);
                        poll = list.poll();
                        Log.info("measures " + list.tests().size() + " tests from " + list.site());
                    }
                    working = true;
                    backoff.worked();
                    long millis = poll.toMillis();
                    yield Duration.ofMillis(
                            millis * 9 / 10 + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
                }
                case Outcome.Later(long seconds, String reason) -> later(seconds, reason);
                case Outcome.Never(String reason) -> later(-1, reason);
                case Outcome.Taken _ -> throw new IllegalStateException("an answer to another question");
            };
        } catch (IOException e) {
            return later(-1, String.valueOf(e));
        }
    }

    private Duration later(long seconds, String reason) {
        if (working) {
            Log.warn("tests can't be asked for: " + reason);
        }
        working = false;
        return backoff.failed(seconds);
    }
}
