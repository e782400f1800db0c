/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;

class GapEventTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");

    private static CollectorGap gap(long revision, @Nullable Instant ended, int times, long missed) {
        return new CollectorGap(
                "gap-1",
                revision,
                CollectorGap.Cause.TABLE_DOUBTFUL,
                "edge-1|192.0.2.1",
                "The table of session 192.0.2.1 is doubtful",
                "What could not be read is not known",
                NOON,
                NOON.plusSeconds(60),
                ended,
                ended == null ? null : "The router sent the table anew",
                times,
                missed,
                List.of(),
                "insights-1");
    }

    @Test
    void aGapThatGoesOnIsAnErrorOfThePrefixWithWhatWasNotSeenAndSinceWhen() {
        RoutingEvent event = GapEvent.of(gap(2, null, 1, 3), PREFIX);

        assertThat(event.type()).isEqualTo(EventType.COLLECTOR_GAP_EVENT);
        assertThat(event.level()).isEqualTo(EventLevel.ERROR);
        assertThat(event.status()).isEqualTo(RoutingEvent.Status.OPEN);
        assertThat(event.firstSeen()).isEqualTo(NOON);
        assertThat(event.revision()).isEqualTo(2);
        assertThat(EventView.of(event).eventSummary()).isEqualTo("The table of session 192.0.2.1 is doubtful");
        assertThat(EventView.of(event).eventDescription())
                .isEqualTo("What could not be read is not known. Counted so far: 3. It goes on.");
    }

    @Test
    void oneThatHasEndedSaysWhenAndWhy() {
        RoutingEvent event = GapEvent.of(gap(3, NOON.plusSeconds(300), 2, 0), PREFIX);

        assertThat(event.status()).isEqualTo(RoutingEvent.Status.ENDED);
        assertThat(EventView.of(event).eventDescription())
                .isEqualTo("What could not be read is not known. It came 2 times. It ended at 2026-03-01T12:05:00Z."
                        + " The router sent the table anew.");
    }

    @Test
    void isTheSameEventOfThePrefixThroughoutAndAnotherOfAnother() {
        String id = GapEvent.of(gap(1, null, 1, 0), PREFIX).id();
        assertThat(GapEvent.of(gap(9, NOON, 4, 0), PREFIX).id()).isEqualTo(id);
        assertThat(GapEvent.of(gap(1, null, 1, 0), IpPrefix.parse("203.0.113.0/25"))
                        .id())
                .isNotEqualTo(id);
    }
}
