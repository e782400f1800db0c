/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

class SessionTroublesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String FIRST = "192.0.2.1";
    private static final String SECOND = "192.0.2.5";
    private static final String KEY = "edge-1|" + SECOND;

    private final Set<String> alive = new HashSet<>(Set.of("this"));
    private final Set<String> required = new HashSet<>(Set.of(FIRST, SECOND));

    private static ObservedSession up(String peer, String collector, long ago) {
        return session(peer, true, "", collector, ago);
    }

    private static ObservedSession down(String peer, String reason) {
        return session(peer, false, reason, "this", 100);
    }

    private static ObservedSession session(String peer, boolean up, String reason, String collector, long ago) {
        IpAddress address = IpAddress.parse(peer);
        return new ObservedSession(
                "edge-1",
                address,
                new Asn(64496),
                address,
                up,
                NOW.minusSeconds(ago),
                reason,
                1,
                collector,
                1,
                null,
                null,
                null,
                null);
    }

    private List<String> troubles(Set<String> openRouters, Set<String> openSessions, ObservedSession... sessions) {
        return new SessionTroubles(
                        Set.of("edge-1"),
                        session -> required.contains(session.peerAddress().toString()),
                        alive::contains,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60))
                .of(List.of(sessions), openRouters, openSessions, NOW).stream()
                        .map(Trouble::key)
                        .toList();
    }

    private List<String> troubles(ObservedSession... sessions) {
        return troubles(Set.of(), Set.of(), sessions);
    }

    @Test
    void aRouterWithoutAnySessionInSightIsOneTrouble() {
        assertThat(troubles(down(FIRST, "BmpSessionLost"), down(SECOND, "BmpSessionLost")))
                .containsExactly("RouterLost|edge-1");
    }

    @Test
    void itIsCountedFromBeforeTheGraceTime() {
        Trouble trouble = new SessionTroubles(
                        Set.of("edge-1"), _ -> true, alive::contains, Duration.ofSeconds(30), Duration.ofSeconds(60))
                .of(List.of(down(FIRST, "BmpSessionLost")), Set.of(), Set.of(), NOW)
                .getFirst();
        assertThat(trouble.since()).isEqualTo(NOW.minusSeconds(130));
    }

    @Test
    void whatIsDownWasSeen() {
        assertThat(troubles(down(FIRST, "RemoteNotification 6/2"), up(SECOND, "this", 100)))
                .isEmpty();
    }

    @Test
    void aSessionThatTheRouterTellsNoMoreOfIsATroubleIfItIsRequired() {
        assertThat(troubles(up(FIRST, "this", 100), down(SECOND, "Deconfigured")))
                .containsExactly("SessionLost|" + KEY);
        required.remove(SECOND);
        assertThat(troubles(up(FIRST, "this", 100), down(SECOND, "Deconfigured")))
                .isEmpty();
    }

    @Test
    void aRouterThatComesBackIsOneTroubleUntilItsSessionsHaveHadTheirTime() {
        Set<String> open = Set.of("edge-1");
        assertThat(troubles(open, Set.of(), up(FIRST, "this", 1), down(SECOND, "BmpSessionLost")))
                .containsExactly("RouterLost|edge-1");
        assertThat(troubles(open, Set.of(), up(FIRST, "this", 61), down(SECOND, "BmpSessionLost")))
                .as("what has not come by then")
                .containsExactly("SessionLost|" + KEY);
        assertThat(troubles(open, Set.of(), up(FIRST, "this", 1), up(SECOND, "this", 1)))
                .isEmpty();
    }

    @Test
    void aCollectorThatIsGoneMakesNoGapUntilItsRoutersHaveHadTheirTimeAndKeepsOneThatIsOpen() {
        assertThat(troubles(up(FIRST, "dead", 100))).isEmpty();
        assertThat(troubles(Set.of("edge-1"), Set.of(), up(FIRST, "dead", 100))).containsExactly("RouterLost|edge-1");
        assertThat(troubles(Set.of(), Set.of(KEY), up(FIRST, "this", 100), up(SECOND, "dead", 100)))
                .containsExactly("SessionLost|" + KEY);
    }

    @Test
    void ofARouterThatIsNotInTheInventoryNothingIsExpected() {
        assertThat(new SessionTroubles(Set.of(), _ -> true, alive::contains, Duration.ZERO, Duration.ZERO)
                        .of(List.of(down(FIRST, "BmpSessionLost")), Set.of(), Set.of(), NOW))
                .isEmpty();
    }
}
