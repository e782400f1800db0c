/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(5);

    private Duration left(Pacer pacer, long seconds) {
        return Duration.ofNanos(pacer.left(START.plusSeconds(seconds)));
    }

    @Test
    void whatIsRecordedLaterIsDueLaterByTheSpeed() {
        Pacer pacer = new Pacer(Speed.parse("10x"), nanos::get);

        assertThat(left(pacer, 0)).isZero();
        assertThat(left(pacer, 20)).isEqualTo(Duration.ofSeconds(2));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(left(pacer, 25)).isEqualTo(Duration.ofMillis(-500));
        assertThat(left(pacer, 40)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aClockThatWasSetStopsNothing() {
        Pacer pacer = new Pacer(Speed.parse("1x"), nanos::get);
        left(pacer, 0);

        assertThat(left(pacer, 1_000_000_000)).isZero();
        assertThat(left(pacer, 1_000_000_002)).isEqualTo(Duration.ofSeconds(2));
        assertThat(left(pacer, -50)).isZero();
        assertThat(left(pacer, -49)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void atMostSpeedNothingWaits() {
        assertThat(left(new Pacer(Speed.parse("max"), nanos::get), 100)).isZero();
    }

    @Test
    void aBarIsDrawnOverItselfAndAFileGetsLines() {
        assertThat(progress(true))
                .contains("\r[###############...............]  50 %  64 messages, 6/s, recorded 2026-03");
        assertThat(progress(false)).isEqualTo(" 50 %  64 messages, 6/s, recorded 2026-03-01T12:00:00Z\n");
    }

    private String progress(boolean terminal) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Progress progress =
                new Progress(new PrintStream(told, true, StandardCharsets.UTF_8), terminal, 1_000, nanos::get);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        for (int i = 0; i < 64; i++) {
            progress.message(START, 500);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
