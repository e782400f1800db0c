/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.PeerId;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation.DownReason;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.Relation;

class ObservationsTest {
    private static final Instant ARRIVAL = Instant.parse("2026-05-04T10:00:00Z");

    @Test
    void aRouterThatGivesNoTimeIsQuotedWithTheTimeOfReceipt() {
        IpPrefix prefix = IpPrefix.parse("198.51.100.0/24");
        IpAddress peer = IpAddress.parse("192.0.2.2");
        RouteObservation seen = new RouteObservation(
                new MonitoredPrefix(prefix, 1),
                Relation.EXACT,
                prefix,
                0,
                new PeerSession(new PeerId("edge-1", 0, peer), new Asn(65002), peer, Optional.of(new Asn(65001)), 1),
                Optional.of(new PathAttributes(AsPath.of(65002), Origin.IGP, peer, List.of(), Optional.empty())),
                RouteObservation.Cause.ANNOUNCED,
                Optional.empty(),
                ARRIVAL);

        RouteChange.Announced change = (RouteChange.Announced) Observations.change(seen, DownReason.OTHER);

        assertThat(change.route().routerTime()).isEqualTo(ARRIVAL);
        assertThat(change.route().since()).isEqualTo(ARRIVAL);
    }
}
