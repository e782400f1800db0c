/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.gap.GapLedger;
import org.openpeering.insights.gap.Role;
import org.openpeering.insights.gap.SessionTroubles;
import org.openpeering.insights.gap.TableTroubles;
import org.openpeering.insights.gap.Trouble;

/** The gap of a session whose table is taken out of the Internet's tables of its router, from its begin to its end. */
class TableTakenOutTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final BmpBytes.Peer GLOBAL = BmpBytes.Peer.of("192.0.2.1", 64496);
    private static final BmpBytes.Peer VRF = GLOBAL.inVrf(7);
    private static final Set<String> INTERNET = Set.of("0:0:7");

    private final Map<String, ObservedSession> states = new LinkedHashMap<>();
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, new States(), () -> BEGIN);
    private final GapLedger ledger = new GapLedger(Duration.ofSeconds(10), Duration.ofMinutes(10));
    private final BmpReceiver.Session router = collector.open(new RouterIdentity("edge-1"));
    private int port = 40_000;

    /** As others read it. */
    private final class States implements CollectorSink {
        private long revision;

        @Override
        public void session(SessionObservation observation) {
            ObservedSession state = Observations.session(observation, ++revision, "this");
            states.put(state.key(), state);
        }

        @Override
        public void route(RouteObservation observation) {}

        @Override
        public void synced(IpPrefix monitored, long number) {}
    }

    private record Alone() implements Role {
        @Override
        public String self() {
            return "this";
        }

        @Override
        public boolean first() {
            return true;
        }

        @Override
        public boolean alive(String collector) {
            return true;
        }

        @Override
        public boolean holds(CollectorGap gap) {
            return true;
        }
    }

    private void receive(byte[] message) {
        router.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(BEGIN));
    }

    private void up(BmpBytes.Peer peer) {
        receive(BmpBytes.peerUp(
                peer,
                BEGIN.getEpochSecond(),
                port++,
                BgpBytes.modernOpen(65001, 0),
                BgpBytes.modernOpen(peer.asn(), 0)));
    }

    private void complete(BmpBytes.Peer peer) {
        for (Family family : Family.values()) {
            receive(BmpBytes.routeMonitoring(peer, 0, BgpBytes.endOfRib(family)));
        }
    }

    /** What is told at that time. */
    private List<CollectorGap> at(long seconds) {
        Set<String> routers = ledger.open(Cause.ROUTER_LOST);
        Set<String> sessions = ledger.open(Cause.SESSION_LOST);
        List<Trouble> own = new ArrayList<>(TableTroubles.of(collector.tables(), routers, sessions));
        List<Trouble> common = new SessionTroubles(Set.of("edge-1"), _ -> true, _ -> true, SHORT, SHORT)
                .of(states.values(), routers, sessions, BEGIN.plusSeconds(seconds));
        return ledger.advance(BEGIN.plusSeconds(seconds), own, common, new Alone());
    }

    private void takenOut() {
        collector.internetTables("edge-1", INTERNET);
        up(VRF);
        complete(VRF);
        assertThat(at(0)).isEmpty();
        collector.internetTables("edge-1", Set.of());
    }

    @Test
    void itEndsWhenTheTableIsOneOfTheInternetAgainAndComplete() {
        up(BmpBytes.Peer.of("192.0.2.9", 64497));
        takenOut();
        assertThat(at(100)).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(Cause.SESSION_LOST);
            assertThat(gap.name()).contains("192.0.2.1").contains("rd=");
        });
        assertThat(at(1_000)).as("for as long as it is required").isEmpty();

        collector.internetTables("edge-1", INTERNET);
        assertThat(at(1_001)).isEmpty();
        assertThat(at(1_011)).singleElement().satisfies(gap -> {
            assertThat(gap.ended()).isEqualTo(BEGIN.plusSeconds(1_001));
            assertThat(gap.endCause()).contains("in sight again");
        });
    }

    @Test
    void itIsNoneWhileTheRouterTellsOfTheNeighbourInTheGlobalTable() {
        up(GLOBAL);
        complete(GLOBAL);
        takenOut();
        assertThat(at(100)).isEmpty();

        receive(BmpBytes.peerDown(GLOBAL, BEGIN.getEpochSecond(), 5));
        up(BmpBytes.Peer.of("192.0.2.9", 64497));
        assertThat(at(200))
                .extracting(CollectorGap::cause)
                .containsOnly(Cause.SESSION_LOST)
                .isNotEmpty();
        up(GLOBAL);
        complete(GLOBAL);
        assertThat(at(300)).isEmpty();
        assertThat(at(310)).allSatisfy(gap -> assertThat(gap.ended()).isEqualTo(BEGIN.plusSeconds(300)));
        assertThat(ledger.open(Cause.SESSION_LOST)).isEmpty();
    }
}
