/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.openpeering.prefix.egress.Reply;

/** When a delivery is tried again, and when its receiver. */
class ReceiverTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Receiver WELL = new Receiver("w", 0, null, null, null, false);

    private static Attempt attempt(int number, Instant at, Reply reply) {
        return new Attempt(1, number, "w", at, Duration.ofMillis(5), T0.plus(Duration.ofDays(1)), reply, 0.5);
    }

    private static Reply answered(int status) {
        return new Reply.Answered(status, null);
    }

    @Property
    void waitsLongerAfterEachFailureWithinBoundsAndNotAllTogether(
            @ForAll @IntRange(min = 1, max = 10_000) int failures, @ForAll @DoubleRange(min = 0, max = 1) double dice) {
        Duration wait = RetryPolicy.after(failures, dice);
        Duration most = RetryPolicy.after(failures, 1);

        assertThat(wait).isBetween(most.dividedBy(2), most);
        assertThat(most).isLessThanOrEqualTo(Duration.ofMinutes(15));
        assertThat(RetryPolicy.after(failures + 1, 1)).isGreaterThanOrEqualTo(most);
        assertThat(most.multipliedBy(2)).isGreaterThanOrEqualTo(RetryPolicy.after(failures + 1, 1));
    }

    /** Whatever fails, it is over in a day, and is tried a hundred times or so in it. */
    @Property
    void triesForADayAndThenNoMore(@ForAll @DoubleRange(min = 0, max = 1) double dice) {
        Instant now = T0;
        int attempts = 0;
        DeliveryState state = DeliveryState.WAITING;
        while (state == DeliveryState.WAITING) {
            attempts++;
            Attempt attempt =
                    new Attempt(1, attempts, "w", now, Duration.ZERO, T0.plus(Duration.ofDays(1)), answered(500), dice);
            state = attempt.next();
            now = attempt.nextAt();
        }
        assertThat(state).isEqualTo(DeliveryState.DEAD);
        assertThat(now).isEqualTo(T0.plus(Duration.ofDays(1)));
        assertThat(attempts).isBetween(90, 250);
    }

    @Test
    void failuresOfWhatWasOnItsWayTogetherCountOnce() {
        Receiver once = WELL.after(attempt(1, T0, answered(503)));
        Receiver together = once.after(attempt(1, T0.plusMillis(10), answered(500)));
        Receiver later = together.after(attempt(2, T0.plusSeconds(2), new Reply.Failed("gone")));

        assertThat(once.failures()).isEqualTo(1);
        assertThat(once.retryAt()).isEqualTo(T0.plusMillis(750));
        assertThat(together.failures()).isEqualTo(1);
        assertThat(together.retryAt()).isEqualTo(once.retryAt());
        assertThat(later.failures()).isEqualTo(2);
        assertThat(later.failingSince()).isEqualTo(T0);
        assertThat(later.lastFailure()).isEqualTo("gone");
    }

    @Test
    void oneSuccessMakesAllWell() {
        assertThat(WELL.after(attempt(1, T0, answered(503))).after(attempt(2, T0.plusSeconds(2), answered(204))))
                .isEqualTo(WELL);
    }

    @Test
    void whoAsksToBeLeftAloneIs() {
        Reply busy = new Reply.Answered(429, Duration.ofMinutes(2));
        assertThat(WELL.after(attempt(1, T0, busy)).retryAt()).isEqualTo(T0.plus(Duration.ofMinutes(2)));
    }

    @Test
    void onlyTwoHundredsAreSuccess() {
        assertThat(attempt(1, T0, answered(200)).next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(attempt(1, T0, answered(299)).next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(attempt(1, T0, answered(302)).failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("redirects are not followed"));
        assertThat(attempt(1, T0, answered(404)).next()).isEqualTo(DeliveryState.WAITING);
        assertThat(attempt(1, T0.plus(Duration.ofDays(1)), answered(404)).next())
                .isEqualTo(DeliveryState.DEAD);
    }
}
