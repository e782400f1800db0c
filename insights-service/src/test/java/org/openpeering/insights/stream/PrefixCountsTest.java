/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Sight;
import org.openpeering.contract.insights.RouteActivity.Turn;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.detection.Story.Peer;

class PrefixCountsTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix PART = IpPrefix.parse("203.0.113.0/25");
    private static final MonitoredPrefix DECLARED = new MonitoredPrefix(
            PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION, Story.BACKUP_SESSION));

    private final List<TopologyFixture> started = new ArrayList<>();
    private final TopologyFixture topology = start(new TopologyFixture(Story.START));

    @AfterEach
    void close() {
        started.forEach(TopologyFixture::close);
    }

    private TopologyFixture start(TopologyFixture fixture) {
        started.add(fixture);
        return fixture;
    }

    private static Instant at(int second) {
        return Story.START.plusSeconds(second);
    }

    private static RouteChange announced(Peer peer, IpPrefix prefix, int second, String path) {
        return new RouteChange.Announced(PREFIX, at(second), peer.route(prefix, at(second), path));
    }

    private static final RouteChange HIJACK = announced(Story.TRANSIT, PART, 2, "64498 64666");
    private static final RouteChange SYNCED = new RouteChange.Synced(PREFIX, at(1), 7);
    private static final RouteChange LEGAL = announced(Story.PARTNER, PREFIX, 3, "64496 64500");

    private List<RouteActivity> counted(TopologyFixture fixture) throws IOException {
        fixture.driver.advanceWallClockTime(Duration.ofSeconds(11));
        List<RouteActivity> counted = new ArrayList<>();
        for (TestRecord<byte[], byte[]> message : fixture.records("route-activity")) {
            counted.add(fixture.json.readValue(message.value(), RouteActivity.class));
        }
        return counted;
    }

    @Test
    void whatBecomesOfAPrefixIsCountedOnceAndHowItFares() throws IOException {
        topology.declare(DECLARED, at(0));
        List<RouteChange> changes = List.of(
                SYNCED,
                HIJACK,
                LEGAL,
                announced(Story.PARTNER, PREFIX, 4, "64496 64496 64500"),
                Story.PARTNER.withdrawal(PREFIX, PREFIX, at(5), WithdrawalCause.PEER_DOWN));
        changes.forEach(topology::change);
        List<RouteActivity> counted = counted(topology);
        assertThat(counted).hasSize(1);
        RouteActivity activity = counted.getFirst();
        assertThat(activity.subject()).isEqualTo("203.0.113.0/24");
        assertThat(activity.updates()).isEqualTo(3);
        assertThat(activity.announcements()).isEqualTo(2);
        assertThat(activity.withdrawals()).isEqualTo(1);
        assertThat(activity.pathChanges()).isEqualTo(1);
        assertThat(activity.prepended()).isEqualTo(1);
        assertThat(activity.pathLengths()).containsExactly(0L, 0L, 1L, 1L);
        assertThat(activity.turns()).startsWith(new Turn(at(3), Sight.ANNOUNCED), new Turn(at(5), Sight.GONE));
        // How it stands is told once more with the first look at all prefixes.
        assertThat(activity.turns().stream().skip(2)).extracting(Turn::sight).containsOnly(Sight.GONE);

        TopologyFixture next = start(topology.restarted(at(6)));
        changes.forEach(next::change);
        assertThat(counted(next)).extracting(RouteActivity::updates).containsOnly(0L);
    }

    @Test
    void theLastThatHappenedIsWhatIsSoWhateverClocksSay() throws IOException {
        topology.declare(DECLARED, at(0));
        topology.change(SYNCED);
        topology.change(LEGAL);
        topology.change(Story.PARTNER.withdrawal(PREFIX, PREFIX, at(9), WithdrawalCause.PEER_DOWN));
        // Of a collector whose clock is behind.
        topology.change(announced(Story.BACKUP, PREFIX, 4, "64497 64500"));
        List<Turn> turns = counted(topology).getLast().turns();
        assertThat(turns).extracting(Turn::at).isSorted();
        assertThat(turns.getLast().sight()).isEqualTo(Sight.ANNOUNCED);

        topology.change(Story.BACKUP.withdrawal(PREFIX, PREFIX, at(20), WithdrawalCause.EXPLICIT));
        topology.revoke(PREFIX, 9, at(21));
        assertThat(counted(topology).getLast().turns().reversed())
                .extracting(Turn::sight)
                .as("nobody looks for a prefix of nobody")
                .startsWith(Sight.UNSEEN, Sight.GONE);
    }
}
