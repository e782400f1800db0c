/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/** That nobody looks is said, for as long as it is so. */
class LookoutTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INTERNET = "edge-1";
    private static final String CUSTOMERS = "edge-2";

    private final Set<String> alive = new HashSet<>();
    private final Lookout lookout =
            new Lookout(session -> session.router().equals(INTERNET), alive::contains, PATIENCE);

    @BeforeEach
    void start() {
        alive.add("insights-1");
    }

    private static ObservedSession session(String router, boolean up, @Nullable Boolean complete) {
        return new ObservedSession(
                router,
                IpAddress.parse("192.0.2.1"),
                new Asn(64496),
                IpAddress.parse("192.0.2.2"),
                up,
                BEGIN,
                up ? "" : "BmpSessionLost",
                1,
                "insights-1",
                1,
                null,
                null,
                null,
                complete);
    }

    private Optional<Trouble> at(long second, ObservedSession... sessions) {
        return lookout.at(BEGIN.plusSeconds(second), true, false, false, List.of(sessions));
    }

    @Test
    void isSaidWhereNoRouterEverConnectedOnceRoutersHaveHadTheTimeToCome() {
        assertThat(at(0)).isEmpty();
        assertThat(at(59)).isEmpty();
        assertThat(at(60)).map(Trouble::cause).contains(CollectorGap.Cause.UNOBSERVED);
        assertThat(at(60)).map(Trouble::since).contains(BEGIN);
    }

    @Test
    void isSaidWhereARouterSendsNoInternetTable() {
        ObservedSession other = session(CUSTOMERS, true, true);
        assertThat(at(0, other)).isEmpty();
        assertThat(at(60, other)).isPresent();
    }

    @Test
    void isSaidWhileTheTableIsComingOrDoubtful() {
        ObservedSession coming = session(INTERNET, true, false);
        assertThat(at(0, coming)).isEmpty();
        assertThat(at(60, coming)).isPresent();
    }

    @Test
    void endsWhenSomebodyLooksAndBeginsWhenTheOnlyRouterHasLeft() {
        ObservedSession looks = session(INTERNET, true, true);
        assertThat(at(0)).isEmpty();
        assertThat(at(70)).isPresent();
        assertThat(at(71, looks)).isEmpty();
        ObservedSession left = session(INTERNET, false, null);
        assertThat(at(100, left)).isEmpty();
        assertThat(at(160, left)).map(Trouble::since).contains(BEGIN.plusSeconds(100));
    }

    @Test
    void whoseCollectorIsGoneDoesNotLook() {
        alive.clear();
        ObservedSession orphan = session(INTERNET, true, true);
        assertThat(at(0, orphan)).isEmpty();
        assertThat(at(60, orphan)).isPresent();
    }

    @Test
    void isNotSaidWhereVantagesAreHeardOrNothingIsWatched() {
        for (long second : List.of(0L, 100L)) {
            Instant now = BEGIN.plusSeconds(second);
            assertThat(lookout.at(now, true, false, true, List.of())).isEmpty();
            assertThat(lookout.at(now, false, false, false, List.of())).isEmpty();
        }
    }

    @Test
    void goesOnAtOnceAfterARestart() {
        assertThat(lookout.at(BEGIN, true, true, false, List.of())).isPresent();
    }
}
