/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Component;
import org.openpeering.stack.process.StackException;

class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-04T10:00:00Z"));
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Component> givenUp = new CompletableFuture<>();
    private final Supervisor supervisor =
            supervisor(new RestartPolicy(Duration.ofMillis(1), 3, Duration.ofMinutes(10)));

    private Supervisor supervisor(RestartPolicy policy) {
        Stages.Progress silent = new Stages.Progress() {
            @Override
            public void starting(Component component) {}

            @Override
            public void ready(Component component, Duration took) {}
        };
        return new Supervisor(
                policy, now::get, name -> Path.of("logs", name + ".log"), silent, lines::add, givenUp::complete);
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void aPartThatEndsIsStartedAgainAndTheReasonIsShown() {
        supervisor.ended(new FakeComponent("partner", calls));

        Await.until("the start", LIMIT, () -> calls.contains("start partner"));
        assertThat(lines)
                .containsExactly(
                        "partner ended by itself, exit code 137; the end of its output:\nout of memory",
                        "Starting partner again in 0.001 s.");
    }

    @Test
    void aPartThatEndsTooOftenIsGivenUpAndItsLogIsNamed() {
        FakeComponent partner = new FakeComponent("partner", calls);
        supervisor.ended(partner);
        supervisor.ended(partner);
        assertThat(givenUp).isNotDone();
        supervisor.ended(partner);

        assertThat(givenUp).isCompletedWithValue(partner);
        assertThat(lines.getLast())
                .isEqualTo("partner is not started again: it ended 3 times within 10 minutes. Read logs/partner.log");
    }

    @Test
    void theEndsOfOnePartAreNotHeldAgainstAnother() {
        for (String name : List.of("partner", "prefix", "insights", "gateway")) {
            supervisor.ended(new FakeComponent(name, calls));
        }

        Await.until("all starts", LIMIT, () -> calls.size() == 4);
        assertThat(givenUp).isNotDone();
    }

    @Test
    void aStartThatFailsIsTriedAgainAndCounts() throws Exception {
        FakeComponent broken = new FakeComponent("partner", calls) {
            @Override
            public void start() {
                super.start();
                throw new StackException("no room");
            }
        };
        supervisor.ended(broken);

        assertThat(givenUp.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isSameAs(broken);
        assertThat(calls).containsExactly("start partner", "start partner");
        assertThat(lines).contains("partner can not be started: no room");
    }

    @Test
    void aPartThatSaysForAWhileThatItCanNotGoOnIsRestarted() {
        AtomicReference<String> complaint = new AtomicReference<>();
        FakeComponent prefix = complaining("prefix", complaint);
        prefix.start();
        complaint.set("channel peerings is dead");
        supervisor.look(prefix);
        pass(Duration.ofSeconds(89));
        supervisor.look(prefix);
        assertThat(calls).containsExactly("start prefix");

        pass(Duration.ofSeconds(1));
        supervisor.look(prefix);

        Await.until("the restart", LIMIT, () -> calls.size() == 3);
        assertThat(calls).containsExactly("start prefix", "stop prefix", "start prefix");
        assertThat(lines).contains("prefix says that it can not go on: channel peerings is dead");
    }

    @Test
    void aPartThatRecoversByItselfIsLeftAlone() {
        AtomicReference<String> complaint = new AtomicReference<>();
        FakeComponent prefix = complaining("prefix", complaint);
        prefix.start();
        for (int i = 0; i < 4; i++) {
            complaint.set("channel peerings is dead");
            supervisor.look(prefix);
            pass(Duration.ofSeconds(60));
            complaint.set(null);
            supervisor.look(prefix);
        }

        assertThat(calls).containsExactly("start prefix");
        assertThat(lines).isEmpty();
    }

    @Test
    void closingEndsAStartInProgressAndNothingIsStartedAfterwards() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        FakeComponent slow = new FakeComponent("keycloak", calls) {
            @Override
            public void start() {
                waiting.countDown();
                Await.until("never", Duration.ofMinutes(5), () -> false);
            }
        };
        supervisor.ended(slow);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        supervisor.close();
        supervisor.ended(new FakeComponent("partner", calls));

        assertThat(calls).isEmpty();
        assertThat(lines)
                .noneMatch(line -> line.contains("can not be started"))
                .noneMatch(line -> line.contains("partner"));
    }

    @Test
    void whereNothingIsRestartedTheFirstEndIsTold() {
        FakeComponent partner = new FakeComponent("partner", calls);
        try (Supervisor never = supervisor(RestartPolicy.NEVER)) {
            never.ended(partner);
        }

        assertThat(givenUp).isCompletedWithValue(partner);
        assertThat(calls).isEmpty();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private FakeComponent complaining(String name, AtomicReference<String> complaint) {
        return new FakeComponent(name, calls) {
            @Override
            public Optional<String> complaint() {
                return Optional.ofNullable(complaint.get());
            }
        };
    }
}
