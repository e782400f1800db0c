/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the time at which it would be full again. Taking a token moves that time on by what one
 * token takes to refill; a bucket whose time has passed is full, and can be forgotten and made anew without any
 * difference. Times are nanoseconds of a monotonic clock.
 */
final class Bucket {
    /**
     * @param capacity tokens of a full bucket
     * @param interval nanoseconds in which one token refills
     */
    record Limit(long capacity, long interval) {
        Limit {
            if (capacity < 1 || interval < 1) {
                throw new IllegalArgumentException("a quota needs at least one request and one nanosecond");
            }
        }

        /** @param perSecond tokens that come back in a second */
        static Limit of(double capacity, double perSecond) {
            return new Limit(Math.max(1, Math.round(capacity)), Math.max(1, Math.round(1e9 / perSecond)));
        }

        long span() {
            return Math.multiplyExact(capacity, interval);
        }
    }

    /**
     * @param remaining whole tokens left
     * @param delay nanoseconds until a token is there; zero when one was taken
     */
    record Take(long remaining, long delay) {
        boolean granted() {
            return delay == 0;
        }
    }

    private final Limit limit;
    private final AtomicLong fullAt;

    Bucket(Limit limit, long now) {
        this.limit = limit;
        this.fullAt = new AtomicLong(now);
    }

    Take take(long now) {
        while (true) {
            long before = fullAt.get();
            long lacking = Math.max(before - now, 0) + limit.interval();
            if (lacking > limit.span()) {
                return new Take(0, lacking - limit.span());
            }
            if (fullAt.compareAndSet(before, now + lacking)) {
                return new Take((limit.span() - lacking) / limit.interval(), 0);
            }
        }
    }

    boolean full(long now) {
        return fullAt.get() - now <= 0;
    }
}
