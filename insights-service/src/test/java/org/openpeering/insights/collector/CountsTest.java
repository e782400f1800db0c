/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.Counted;
import org.openpeering.insights.bgp.Aggregator;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.ExtendedCommunity;
import org.openpeering.insights.bgp.LargeCommunity;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;

/** What a session sends is counted, whether anybody watches its prefixes or not. */
class CountsTest {
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final String P = "198.51.100.0/24";

    private final TestRouter.TestClock clock = new TestRouter.TestClock();
    private final RecordingSink sink = new RecordingSink();
    private final Collector collector = new Collector(
            new CollectorSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15), Set.of()),
            sink,
            clock);
    private TestRouter router;

    @BeforeEach
    void connect() {
        router = new TestRouter(collector, "edge-1", clock);
        router.up(PEER);
    }

    private RouteActivity only() {
        collector.tellCounts();
        assertThat(sink.counted).hasSize(1);
        return sink.counted.removeFirst();
    }

    private void announce(PathAttributes attributes) {
        router.send(BmpBytes.routeMonitoring(PEER, 1, BgpBytes.announce(attributes, IpPrefix.parse(P))));
    }

    private static PathAttributes attributes(AsPath path, Community... communities) {
        return new PathAttributes(
                path, Origin.IGP, IpAddress.parse("192.0.2.1"), List.of(communities), Optional.empty());
    }

    @Test
    void announcementsWithdrawalsAndPathsAreCounted() {
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, P, 65002, 64500);
        router.announce(PEER, P, 65002, 65002, 64500);
        router.announce(PEER, "203.0.113.0/24", 65002);
        router.withdraw(PEER, P);
        router.withdraw(PEER, "192.0.2.0/24");

        RouteActivity counted = only();
        assertThat(counted.kind()).isEqualTo(RouteActivity.Kind.SESSION);
        assertThat(counted.subject()).isEqualTo("edge-1|192.0.2.2");
        assertThat(counted.updates()).isEqualTo(6);
        assertThat(counted.announcements()).isEqualTo(4);
        assertThat(counted.withdrawals()).isEqualTo(2);
        assertThat(counted.pathChanges()).isEqualTo(1);
        assertThat(counted.prepended()).isEqualTo(1);
        assertThat(counted.pathLengths()).containsExactly(0L, 1L, 2L, 1L);
        Activity all = new Activity();
        all.add(Counted.of(counted));
        assertThat(all.distinctPaths()).isEqualTo(3);
    }

    /** Whatever may stand before a path. */
    private static PathAttributes everything(AsPath path) {
        return new PathAttributes(
                path,
                Origin.IGP,
                IpAddress.parse("192.0.2.1"),
                OptionalLong.of(70_000),
                OptionalLong.of(100),
                List.of(new Community(65002, 7), new Community(65002, 8)),
                List.of(new ExtendedCommunity(7)),
                List.of(new LargeCommunity(65002, 1, 2)),
                true,
                Optional.of(new Aggregator(new Asn(64500), IpAddress.parse("192.0.2.7"))),
                Optional.of(new Asn(64500)));
    }

    @Test
    void onlyAnotherPathIsAChangeOfPath() {
        Community community = new Community(65002, 7);
        announce(attributes(AsPath.of(65002, 64500)));
        announce(attributes(AsPath.of(65002, 64500), community));
        assertThat(only().pathChanges()).isZero();
        announce(everything(AsPath.of(65002, 64500)));
        assertThat(only().pathChanges()).isZero();
        announce(attributes(AsPath.of(65003, 64500), community));
        assertThat(only().pathChanges()).isEqualTo(1);
        announce(attributes(
                new AsPath(List.of(List.of(new Asn(65003)), AsPath.set(List.of(new Asn(64500), new Asn(64501)))))));
        RouteActivity counted = only();
        assertThat(counted.pathChanges()).isEqualTo(2);
        assertThat(counted.pathLengths()).containsExactly(0L, 0L, 5L);
    }

    @Test
    void whoHasLeftIsForgottenOnceAllOfItIsTold() {
        for (int i = 3; i < 200; i++) {
            Peer peer = Peer.of("192.0.2." + i, 65000 + i);
            router.up(peer);
            router.announce(peer, P, 65000 + i, 64500);
            router.down(peer, 4);
        }
        assertThat(collector.counted()).isEqualTo(198);
        for (int i = 0; i < 4; i++) {
            clock.advance(60);
            collector.tick(clock.instant());
        }

        assertThat(collector.counted()).as("who is here").isEqualTo(1);
        assertThat(sink.counted).hasSize(197);
        router.announce(PEER, P, 65002, 64500);
        sink.counted.clear();
        assertThat(only().announcements()).isEqualTo(1);
    }

    @Test
    void theEndOfASessionLosesNothingAndMinutesAreApart() {
        router.announce(PEER, P, 65002, 64500);
        router.send(BmpBytes.peerDown(PEER, 1, 4));
        clock.advance(60);
        router.up(PEER);
        router.announce(PEER, P, 65002, 64500);
        collector.tick(clock.instant());
        collector.tellCounts();

        assertThat(sink.counted).hasSize(2);
        assertThat(sink.counted).extracting(RouteActivity::announcements).containsExactly(1L, 1L);
        assertThat(sink.counted).extracting(RouteActivity::counter).doesNotHaveDuplicates();
    }
}
