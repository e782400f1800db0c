/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openpeering.registry.rtr.PduBytes.announce;
import static org.openpeering.registry.rtr.PduBytes.end;
import static org.openpeering.registry.rtr.PduBytes.response;
import static org.openpeering.registry.rtr.PduBytes.vrp;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.registry.rpki.Vrp;

/** Two caches, the first preferred, each with data of its own. */
@Timeout(60)
class RtrCachesTest {
    private static final Vrp A = vrp("192.0.2.0/24", 24, 64496);
    private static final Vrp B = vrp("198.51.100.0/24", 24, 64497);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile boolean firstIsUp = true;
    private volatile boolean refusing;
    private ScriptedCache first;
    private ScriptedCache second;
    private RtrCaches caches;

    /** In the version that was asked for, for a cache that hangs up is offered lower ones. */
    private static void give(ScriptedCache.Talk talk, Vrp vrp) throws IOException {
        Pdu question = talk.hear();
        int version = question.version();
        if (question instanceof Pdu.SerialQuery) {
            talk.say(PduBytes.cacheReset(version));
            talk.hear();
        }
        talk.say(response(version, 7), announce(version, vrp), end(version, 7, 1));
        talk.listen();
    }

    private void start(ScriptedCache.Script scriptOfFirst, Duration patience) throws IOException {
        first = new ScriptedCache(List.of(scriptOfFirst));
        second = new ScriptedCache(List.of(talk -> give(talk, B)));
        caches = RtrCaches.start(
                List.of(first.settings(), second.settings()),
                patience,
                InstantSource.system(),
                (cache, data, status) -> {
                    if (refusing) {
                        throw new IllegalStateException("not now");
                    }
                    data.vrps().forEach(vrp -> told.add(vrp + " of " + cache));
                });
    }

    private void start(Duration patience) throws IOException {
        start(
                talk -> {
                    if (firstIsUp) {
                        give(talk, A);
                    }
                },
                patience);
    }

    @AfterEach
    void stop() throws IOException {
        caches.close();
        first.close();
        second.close();
    }

    private void assertTold(Vrp vrp, ScriptedCache by) throws InterruptedException {
        assertThat(Objects.requireNonNull(told.poll(20, TimeUnit.SECONDS), "nothing was told"))
                .isEqualTo(vrp + " of " + by.settings().name());
    }

    private void firstGoes() throws IOException {
        firstIsUp = false;
        first.hangUp();
    }

    private void assertCounting(int number) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(caches.status().stream().map(RtrCaches.Cache::counts))
                        .containsExactly(number == 0, number == 1));
    }

    private void awaitAFailureOfTheSecond() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            RtrStatus status = caches.status().getLast().status();
            return status != null && status.failures() > 0;
        });
    }

    private void assertSecondIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(caches.status().getLast().status()).isNull());
    }

    @Test
    void thePreferredOneIsFollowedAndTheOtherLeftAlone() throws Exception {
        start(Duration.ofMinutes(1));

        assertTold(A, first);
        assertCounting(0);
        assertSecondIsLeft();
        assertThat(told).isEmpty();
    }

    @Test
    void whenThePreferredOneIsAwayTheNextOneIsFollowedUntilItIsBack() throws Exception {
        start(Duration.ofMillis(300));
        assertTold(A, first);

        firstGoes();
        assertTold(B, second);
        assertCounting(1);

        firstIsUp = true;
        assertTold(A, first);
        assertCounting(0);
        assertSecondIsLeft();
        assertThat(told).isEmpty();
    }

    @Test
    void aShortAbsenceIsWaitedOut() throws Exception {
        start(Duration.ofMinutes(1));
        assertTold(A, first);

        first.hangUp();

        assertTold(A, first);
        assertThat(told).isEmpty();
        assertThat(caches.status().getLast().status()).isNull();
    }

    @Test
    void aPreferredOneThatNeverAnswersIsNotWaitedForLong() throws Exception {
        start(ScriptedCache.Talk::listen, Duration.ofMillis(300));

        assertTold(B, second);
        assertCounting(1);
    }

    @Test
    void whenNoneIsThereTheLastDataStays() throws Exception {
        start(Duration.ofMillis(50));
        assertTold(A, first);
        second.close();

        firstGoes();

        awaitAFailureOfTheSecond();
        assertCounting(0);
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasNotTakenComesAgain() throws Exception {
        start(Duration.ofMillis(300));
        assertTold(A, first);
        refusing = true;
        firstGoes();
        awaitAFailureOfTheSecond();
        assertCounting(0);

        refusing = false;

        assertTold(B, second);
        assertCounting(1);
    }
}
