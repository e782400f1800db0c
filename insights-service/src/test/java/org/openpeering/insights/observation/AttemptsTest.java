/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.topic.Attempts;

/** What a thread alone does goes on, whatever goes wrong with it. */
class AttemptsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void anErrorOfTheMachineIsTriedAgainToo() {
        Attempts attempts = new Attempts("a test");
        List<Optional<Throwable>> failures = new ArrayList<>();
        AtomicInteger undone = new AtomicInteger();

        attempts.run(
                () -> {
                    failures.add(attempts.failure());
                    switch (failures.size()) {
                        case 1 -> throw new NoClassDefFoundError("no/such/Class");
                        case 2 -> throw new IOException("away");
                        default -> {}
                    }
                },
                undone::incrementAndGet);

        assertThat(failures).hasSize(3);
        assertThat(failures.get(0)).isEmpty();
        assertThat(failures.get(1)).containsInstanceOf(NoClassDefFoundError.class);
        assertThat(failures.get(2)).containsInstanceOf(IOException.class);
        assertThat(undone).hasValue(2);
        assertThat(attempts.failure()).isEmpty();
    }

    @Test
    void whoIsInterruptedTriesNoMore() throws InterruptedException {
        Attempts attempts = new Attempts("a test");
        AtomicInteger tried = new AtomicInteger();
        Thread thread = Thread.ofVirtual()
                .start(() -> attempts.run(
                        () -> {
                            tried.incrementAndGet();
                            throw new StackOverflowError();
                        },
                        () -> {}));
        await().atMost(LIMIT).until(() -> tried.get() > 1);
        thread.interrupt();
        assertThat(thread.join(LIMIT)).isTrue();
    }

    @Test
    void clockWorkThatFailsWithAnErrorIsDoneAgainAndStopsNoOther() {
        AtomicInteger failing = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        try (Ticks _ = Ticks.start(
                Clock.systemUTC(),
                List.of(
                        _ -> {
                            failing.incrementAndGet();
                            throw new StackOverflowError();
                        },
                        _ -> other.incrementAndGet()),
                10)) {
            await().atMost(LIMIT).until(() -> failing.get() > 2 && other.get() > 2);
        }
    }

    @Test
    void whatIsToBeSentNextIsSentThoughTheOneBeforeFailedWithAnError() {
        AtomicInteger sent = new AtomicInteger();
        SendQueue queue = new SendQueue(1 << 20).start();
        queue.put(1, () -> {
            throw new StackOverflowError();
        });
        queue.put(1, sent::incrementAndGet);
        await().atMost(LIMIT).until(() -> sent.get() == 1);
        queue.close();
    }
}
