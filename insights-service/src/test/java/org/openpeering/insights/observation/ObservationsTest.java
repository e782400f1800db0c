/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
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
                new PeerSession(
                        SessionId.of("edge-1", peer),
                        new Asn(65002),
                        peer,
                        Optional.of(new Asn(65001)),
                        1,
                        Optional.empty()),
                Optional.of(
                        new PathAttributes(AsPath.of(65002), Origin.IGP, peer, List.of(), Optional.of(new Asn(64500)))),
                RouteObservation.Cause.ANNOUNCED,
                Optional.empty(),
                ARRIVAL);

        RouteChange.Announced change = (RouteChange.Announced) Observations.change(seen, new Speaker("c-1", 1));

        assertThat(change.by()).isEqualTo(new Speaker("c-1", 1));
        assertThat(change.route().routerTime()).isEqualTo(ARRIVAL);
        assertThat(change.route().since()).isEqualTo(ARRIVAL);
        assertThat(change.route().onlyToCustomer()).isEqualTo(new Asn(64500));
    }

    @Test
    void anEstablishedSessionSaysFromWhereItIsSeenAndWhatIsKnownOfItsTable() {
        IpAddress peer = IpAddress.parse("192.0.2.2");
        PeerSession session = new PeerSession(
                SessionId.of("edge-1", peer),
                new Asn(65002),
                peer,
                Optional.of(new Asn(65001)),
                1,
                Optional.of(IpAddress.parse("198.51.100.9")));
        SessionObservation.Established up =
                new SessionObservation.Established(session, false, false, Optional.empty(), ARRIVAL);

        ObservedSession coming = Observations.session(up, 7, "c-1");
        ObservedSession complete =
                Observations.session(new SessionObservation.Table(up, true, ARRIVAL.plusSeconds(5)), 8, "c-1");
        ObservedSession down = Observations.session(
                new SessionObservation.Down(session, DownReason.DECONFIGURED, "", Optional.empty(), ARRIVAL), 9, "c-1");

        assertThat(coming.source()).isEqualTo(IpAddress.parse("198.51.100.9"));
        assertThat(coming.absenceCounts()).isFalse();
        assertThat(complete.absenceCounts()).isTrue();
        assertThat(complete.established()).isTrue();
        assertThat(complete.since()).as("since when it is established").isEqualTo(ARRIVAL);
        assertThat(complete.revision()).isEqualTo(8);
        assertThat(down.complete()).isNull();
        assertThat(down.established()).isFalse();
    }
}
