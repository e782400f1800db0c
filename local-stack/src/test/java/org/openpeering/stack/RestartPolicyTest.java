/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Instant BEGIN = Instant.parse("2026-05-04T10:00:00Z");

    private static List<Instant> ends(int... seconds) {
        return Arrays.stream(seconds).mapToObj(BEGIN::plusSeconds).toList();
    }

    @Test
    void thePauseGrowsWithEachEnd() {
        assertThat(RestartPolicy.USUAL.pause(ends(0))).contains(Duration.ofSeconds(1));
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60))).contains(Duration.ofSeconds(2));
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60, 120))).contains(Duration.ofSeconds(4));
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60, 120, 180))).contains(Duration.ofSeconds(8));
    }

    @Test
    void fiveEndsInTenMinutesAreTooMany() {
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60, 120, 180, 599))).isEmpty();
    }

    @Test
    void whatLiesTenMinutesBackDoesNotCount() {
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60, 120, 180, 600))).contains(Duration.ofSeconds(8));
        assertThat(RestartPolicy.USUAL.pause(ends(0, 60, 120, 180, 3600))).contains(Duration.ofSeconds(1));
    }

    @Test
    void whereNothingIsStartedAgainTheFirstEndIsTheLast() {
        assertThat(RestartPolicy.NEVER.pause(ends(0))).isEmpty();
    }
}
