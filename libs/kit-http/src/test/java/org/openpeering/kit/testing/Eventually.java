/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** How the services' tests wait: until an assertion holds; its last failure is what the test shows. */
public final class Eventually {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private static int waiting;
    private static RestAssuredConfig printing = RestAssured.config();

    private Eventually() {}

    /** An exception is no more than "not yet": what is asserted on may not be there. */
    public static void eventually(Duration limit, ThrowingRunnable assertion) {
        waits(1);
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval((polls, _) -> pause(polls))
                    .ignoreExceptionsInstanceOf(Exception.class)
                    .atMost(limit)
                    .untilAsserted(assertion);
        } finally {
            waits(-1);
        }
    }

    /** While anybody waits, a request that is not answered as wished is no failure yet, and not printed. */
    private static synchronized void waits(int more) {
        if (waiting == 0) {
            printing = RestAssured.config();
        }
        waiting += more;
        RestAssured.config = waiting == 0 ? printing : printing.logConfig(new LogConfig());
    }

    /** What takes longer is asked for less often. */
    private static Duration pause(int polls) {
        return Duration.ofMillis(Math.min(FIRST_PAUSE_MILLIS * polls, LONGEST_PAUSE_MILLIS));
    }
}
