/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openpeering.agent.buffer.SampleBuffer;
import org.openpeering.agent.service.Telemetry;
import org.openpeering.agent.service.Telemetry.Outcome;

/** Sends what the buffer holds, the oldest first, until the service has it. */
public final class Delivery {
    private static final int MOST = 1000;
    /** Below what the service takes, unpacked. */
    private static final int MOST_BYTES = 1 << 20;
    /** What comes within it shares a request. */
    private static final Duration GATHER = Duration.ofSeconds(1);

    private final SampleBuffer buffer;
    private final Telemetry service;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private int most = MOST;
    private boolean working = true;

    public Delivery(SampleBuffer buffer, Telemetry service) {
        this.buffer = buffer;
        this.service = service;
    }

    /** Until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            TimeUnit.MILLISECONDS.sleep(once().toMillis());
        }
    }

    /** One request; when to make the next. */
    Duration once() {
        try {
            SampleBuffer.Batch batch = buffer.peek(most, MOST_BYTES);
            if (batch.isEmpty()) {
                return GATHER;
            }
            return became(batch, service.send(batch.samples(), buffer.dropped()));
        } catch (IOException e) {
            return later(-1, String.valueOf(e));
        }
    }

    private Duration became(SampleBuffer.Batch batch, Outcome outcome) throws IOException {
        return switch (outcome) {
            case Outcome.Taken(long accepted, var refused) -> {
                buffer.acknowledge(batch);
                backoff.worked();
                if (!working || !refused.isEmpty()) {
                    Log.info("delivered " + accepted + " samples" + (refused.isEmpty() ? "" : ", refused " + refused));
                }
                working = true;
                boolean more = batch.samples().size() >= most;
                most = Math.min(MOST, most * 2);
                yield more ? Duration.ZERO : GATHER;
            }
            case Outcome.Later(long seconds, String reason) -> later(seconds, reason);
            case Outcome.Never(String reason) -> {
                if (batch.samples().size() == 1) {
                    Log.warn("a sample is given up: " + reason);
                    buffer.giveUp(batch);
                    most = MOST;
                } else {
                    // One of them is at fault: it is found by halves.
                    most = Math.max(1, batch.samples().size() / 2);
                }
                yield backoff.failed(0);
            }
            case Outcome.Tests _ -> throw new IllegalStateException("an answer to another question");
        };
    }

    private Duration later(long seconds, String reason) {
        Duration pause = backoff.failed(seconds);
        if (working) {
            Log.warn("samples wait on disk: " + reason);
        }
        working = false;
        return pause;
    }
}
