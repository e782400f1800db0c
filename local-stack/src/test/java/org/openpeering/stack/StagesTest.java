/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Component;
import org.openpeering.stack.process.StackException;

class StagesTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private final Stages.Progress silent = new Stages.Progress() {
        @Override
        public void starting(Component component) {}

        @Override
        public void ready(Component component, Duration took) {}
    };

    @Test
    void startsStageAfterStageAndStopsInTheReverseOrder() {
        Stages stages = new Stages(List.of(
                List.of(new FakeComponent("postgres", calls)),
                List.of(new FakeComponent("partner", calls)),
                List.of(new FakeComponent("gateway", calls))));

        stages.start(silent, _ -> {});
        stages.stop();

        assertThat(calls)
                .containsExactly(
                        "start postgres",
                        "start partner",
                        "start gateway",
                        "stop gateway",
                        "stop partner",
                        "stop postgres");
    }

    @Test
    void theComponentsOfOneStageStartAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Stages stages = new Stages(List.of(List.of(meeting("postgres", both), meeting("kafka", both))));

        stages.start(silent, _ -> {});

        assertThat(calls).containsExactlyInAnyOrder("start postgres", "start kafka");
        stages.stop();
    }

    private FakeComponent meeting(String name, CountDownLatch all) {
        return new FakeComponent(name, calls) {
            @Override
            public void start() {
                all.countDown();
                try {
                    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.start();
            }
        };
    }

    @Test
    void aFailureStopsWhatWasStartedAndStartsNothingMore() {
        FakeComponent broken = new FakeComponent("partner", calls) {
            @Override
            public void start() {
                throw new StackException("partner is broken");
            }
        };
        Stages stages = new Stages(List.of(
                List.of(new FakeComponent("postgres", calls)),
                List.of(broken),
                List.of(new FakeComponent("gateway", calls))));

        assertThatThrownBy(() -> stages.start(silent, _ -> {})).hasMessage("partner is broken");

        assertThat(calls).containsExactly("start postgres", "stop postgres");
    }

    @Test
    void aStopInTheMiddleOfAStartEndsTheWaitAndLeavesNothing() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        FakeComponent slow = new FakeComponent("keycloak", calls) {
            @Override
            public void start() {
                waiting.countDown();
                Await.until("never", Duration.ofMinutes(5), () -> false);
            }
        };
        Stages stages = new Stages(List.of(
                List.of(new FakeComponent("postgres", calls)),
                List.of(slow),
                List.of(new FakeComponent("gateway", calls))));
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> stages.start(silent, _ -> {}));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        stages.stop();

        assertThatThrownBy(() -> start.get(10, TimeUnit.SECONDS)).hasMessageContaining("never");
        assertThat(calls).containsExactly("start postgres", "stop postgres");
    }

    @Test
    void oneThatDoesNotStopDoesNotKeepTheOthersRunning() {
        FakeComponent stubborn = new FakeComponent("gateway", calls) {
            @Override
            public void stop() {
                throw new StackException("gateway does not end");
            }
        };
        Stages stages = new Stages(List.of(List.of(new FakeComponent("postgres", calls)), List.of(stubborn)));
        stages.start(silent, _ -> {});

        assertThatThrownBy(stages::stop).hasMessage("gateway does not end");

        assertThat(calls).endsWith("stop postgres");
    }
}
