/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

class CompletionsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<Integer, Long> worked = new HashMap<>();
    private final Completions completions = Completions.held();

    private static ObservedSession session(String peer, long revision) {
        IpAddress address = IpAddress.parse(peer);
        return new ObservedSession("edge-1", address, new Asn(64496), address, true, BEGIN, "", revision);
    }

    private List<ObservedSession> take(long seconds) {
        return completions.take(
                BEGIN.plusSeconds(seconds),
                partition ->
                        worked.containsKey(partition) ? OptionalLong.of(worked.get(partition)) : OptionalLong.empty());
    }

    @Test
    void aTableIsCompleteForOthersWhenDetectorsHaveWorkedOnAllOfItAndAMomentLater() {
        ObservedSession session = session("192.0.2.1", 7);
        assertThat(completions.hold(session, List.of(5L, 0L, 9L))).isTrue();

        assertThat(take(0)).as("nobody knows").isEmpty();
        worked.putAll(Map.of(0, 5L, 2, 8L));
        assertThat(take(10)).as("one message is missing").isEmpty();
        worked.put(2, 9L);
        assertThat(take(11)).as("others read what detectors say").isEmpty();
        assertThat(take(12)).isEmpty();
        assertThat(take(13)).containsExactly(session);
        assertThat(take(14)).isEmpty();
        assertThat(completions.any()).isFalse();
    }

    @Test
    void theLatestOfASessionCounts() {
        ObservedSession later = session("192.0.2.1", 9);
        completions.hold(session("192.0.2.1", 7), List.of(1L));
        completions.hold(later, List.of(3L));
        worked.put(0, 1L);
        assertThat(take(1)).isEmpty();
        assertThat(take(10)).isEmpty();
        worked.put(0, 3L);
        assertThat(take(11)).isEmpty();
        assertThat(take(13)).containsExactly(later);
    }

    @Test
    void whereNobodyLooksAtDetectorsNothingWaits() {
        assertThat(Completions.toldAtOnce().hold(session("192.0.2.1", 7), List.of(1L)))
                .isFalse();
    }
}
