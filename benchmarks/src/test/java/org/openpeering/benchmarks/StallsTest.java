/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openpeering.benchmarks.Stalls.Stall;

class StallsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final Stalls stalls = new Stalls(BEGIN);

    @Test
    void aGapBetweenAnswersOfMoreThanAQuarterOfASecondIsAStall() {
        answers(100, 350, 601, 700);

        assertThat(stalls.found()).containsExactly(new Stall(BEGIN.plusMillis(350), BEGIN.plusMillis(601)));
    }

    @Test
    void theFirstAnswerCanBeLate() {
        answers(400, 410);

        assertThat(stalls.found()).containsExactly(new Stall(BEGIN, BEGIN.plusMillis(400)));
    }

    @Test
    void answersAreToldInAnyOrder() {
        answers(600, 200, 400);

        assertThat(stalls.found()).isEmpty();
    }

    private void answers(int... millis) {
        for (int each : millis) {
            stalls.answered(BEGIN.plusMillis(each));
        }
    }
}
