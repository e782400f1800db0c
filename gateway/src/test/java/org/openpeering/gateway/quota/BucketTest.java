/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aFullBucketGivesItsBurstAndThenTellsHowLongToWait() {
        Bucket bucket = new Bucket(Bucket.Limit.of(3, 1), 0);

        assertThat(List.of(bucket.take(0), bucket.take(0), bucket.take(0)))
                .extracting(Bucket.Take::remaining)
                .containsExactly(2L, 1L, 0L);
        assertThat(bucket.take(0)).isEqualTo(new Bucket.Take(0, SECOND));
        assertThat(bucket.take(SECOND).granted()).isTrue();
    }

    @Test
    void aBucketIsFullAgainAfterItsSpan() {
        Bucket bucket = new Bucket(Bucket.Limit.of(2, 4), 0);
        bucket.take(0);
        bucket.take(0);

        assertThat(bucket.full(SECOND / 2 - 1)).isFalse();
        assertThat(bucket.full(SECOND / 2)).isTrue();
    }

    @Property
    void neverGrantsMoreThanBurstAndRefill(
            @ForAll @IntRange(min = 1, max = 50) int capacity,
            @ForAll @IntRange(min = 1, max = 100) int perSecond,
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 200_000_000) Long> gaps) {
        Bucket.Limit limit = Bucket.Limit.of(capacity, perSecond);
        Bucket bucket = new Bucket(limit, 0);
        long now = 0;
        long granted = 0;

        for (long gap : gaps) {
            now += gap;
            granted += bucket.take(now).granted() ? 1 : 0;
        }

        assertThat(granted).isLessThanOrEqualTo(capacity + now / limit.interval());
    }

    @Property
    void grantsExactlyAfterTheTimeThatARefusalNamed(
            @ForAll @IntRange(min = 1, max = 20) int capacity, @ForAll @IntRange(min = 1, max = 1000) int perSecond) {
        Bucket bucket = new Bucket(Bucket.Limit.of(capacity, perSecond), 7);
        for (int i = 0; i < capacity; i++) {
            assertThat(bucket.take(7).granted()).isTrue();
        }

        long delay = bucket.take(7).delay();

        assertThat(bucket.take(7 + delay - 1).granted()).isFalse();
        assertThat(bucket.take(7 + delay).granted()).isTrue();
    }

    @Property
    void remainingIsHowManyMoreAreGrantedAtOnce(
            @ForAll @IntRange(min = 1, max = 50) int capacity, @ForAll @IntRange(min = 1, max = 50) int taken) {
        Bucket bucket = new Bucket(Bucket.Limit.of(capacity, 10), 0);
        Bucket.Take last = bucket.take(0);
        for (int i = 1; i < Math.min(taken, capacity); i++) {
            last = bucket.take(0);
        }

        long more = 0;
        while (bucket.take(0).granted()) {
            more++;
        }

        assertThat(last.remaining()).isEqualTo(more);
    }

    @Property
    void aClockThatStartsAnywhereChangesNothing(@ForAll @IntRange(min = 1, max = 9) int capacity) {
        long start = Long.MAX_VALUE - SECOND;
        Bucket bucket = new Bucket(Bucket.Limit.of(capacity, 1), start);
        for (int i = 0; i < capacity; i++) {
            assertThat(bucket.take(start).granted()).isTrue();
        }
        assertThat(bucket.take(start).granted()).isFalse();
        assertThat(bucket.take(start + 2 * SECOND).granted()).isTrue();
    }
}
