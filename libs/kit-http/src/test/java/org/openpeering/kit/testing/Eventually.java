/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** How the services' tests wait: until an assertion holds; its last failure is what the test shows. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** An exception is no more than "not yet": what is asserted on may not be there. */
    public static void eventually(Duration limit, ThrowingRunnable assertion) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .ignoreExceptionsInstanceOf(Exception.class)
                .atMost(limit)
                .untilAsserted(assertion);
    }
}
