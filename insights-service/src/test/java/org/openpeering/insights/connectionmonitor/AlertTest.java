/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.insights.latency.LatencySummary;

class AlertTest {
    /** Thresholds of loss (percent) and round trip (ms); of so many sent so many received, at a mean; and what follows. */
    @ParameterizedTest
    @CsvSource({
        " ,   , 10, 0,   , NONE",
        "5,   ,  0, 0,   , UNKNOWN",
        " , 20,  0, 0,   , UNKNOWN",
        "5,   , 10, 10, 8, OK",
        "5,   , 10, 9, 8, FIRING",
        "10,  , 10, 9, 8, OK",
        " , 20, 10, 10, 20, OK",
        " , 20, 10, 10, 20.5, FIRING",
        " , 20, 10, 0, , UNKNOWN",
        "50, 20, 10, 0, , FIRING",
        "50, 20, 10, 9, 30, FIRING",
    })
    void firesAboveAThresholdAndNeverForSilence(
            @Nullable Double loss,
            @Nullable Double roundTrip,
            long sent,
            long received,
            @Nullable Double mean,
            Alert expected) {
        MonitorTestSetup setup =
                new MonitorTestSetup("edge", "www.example.net", 443, Duration.ofSeconds(30), loss, roundTrip);
        LatencySummary lately = new LatencySummary(
                sent,
                sent,
                received,
                mean,
                mean,
                mean,
                mean,
                mean,
                mean,
                mean,
                null,
                sent == 0 ? null : 1 - (double) received / sent);

        assertThat(Alert.of(setup, lately)).isEqualTo(expected);
    }
}
