/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;

/** What is left of a feed is ended in the end, whatever goes wrong before. */
class LeftFeedTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Holds what a feed has left, and fails at first. */
    private static final class Place implements Watch {
        final AtomicInteger asked = new AtomicInteger();
        volatile String left =
                Gaps.NONE.with(Instant.parse("2026-01-02T03:04:05Z")).toString();
        volatile boolean closed;

        @Override
        public long turn() {
            return 1;
        }

        @Override
        public Optional<String> left() {
            switch (asked.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("away");
                case 2 -> throw new StackOverflowError();
                default -> {
                    return Optional.of(left);
                }
            }
        }

        @Override
        public boolean leave(String text) {
            left = text;
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Silent implements Voice {
        @Override
        public void gap(Collection<IpPrefix> monitored, long epoch, Instant now) {}

        @Override
        public void awaitRoom() {}

        @Override
        public void outOfSight(Collection<IpPrefix> monitored, Instant before, Instant now) {}
    }

    @Test
    void aFailureOrAnErrorOfTheMachineEndsNothing() {
        Place place = new Place();
        LeftFeed feed = new LeftFeed(
                place, new Silent(), () -> Optional.of(List.of(IpPrefix.parse("192.0.2.0/24"))), Clock.systemUTC());
        feed.start();
        await().atMost(LIMIT).until(() -> place.closed);
        assertThat(Gaps.over(place.left)).isTrue();
        feed.close();
    }
}
