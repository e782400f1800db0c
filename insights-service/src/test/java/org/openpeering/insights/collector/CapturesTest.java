/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.Samples;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;

/** What real daemons sent, byte for byte; see the README next to the captures. */
class CapturesTest {
    private enum Kind {
        INITIATION,
        PEER_UP,
        PEER_DOWN,
        ROUTES,
        STATISTICS,
        OTHER,
        MALFORMED
    }

    private final RecordingSink sink = new RecordingSink();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-04T10:00:00Z"));
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, clock);
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);

    private void replay(InputStream capture) throws IOException {
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        BmpFrameReader reader = new BmpFrameReader(capture, 1 << 20, clock);
        while (reader.next()) {
            BmpMessage message = new BmpDecoder().decode(reader.buffer(), reader.from(), reader.to());
            kinds.merge(kind(message), 1, Integer::sum);
            session.receive(message, reader.arrival());
        }
    }

    private static Kind kind(BmpMessage message) {
        return switch (message) {
            case BmpMessage.Initiation m -> Kind.INITIATION;
            case BmpMessage.PeerUp m -> Kind.PEER_UP;
            case BmpMessage.PeerDown m -> Kind.PEER_DOWN;
            case BmpMessage.RouteMonitoring m -> Kind.ROUTES;
            case BmpMessage.Statistics m -> Kind.STATISTICS;
            case BmpMessage.Malformed m -> Kind.MALFORMED;
            case BmpMessage.Mirroring m -> Kind.OTHER;
            case BmpMessage.Termination m -> Kind.OTHER;
            case BmpMessage.Unknown m -> Kind.OTHER;
        };
    }

    private static InputStream capture(String name) throws IOException {
        byte[] capture = Samples.allCaptures().get(name);
        assumeThat(capture).as("capture " + name).isNotNull();
        return new ByteArrayInputStream(Objects.requireNonNull(capture));
    }

    private void monitor(String... prefixes) {
        for (String prefix : prefixes) {
            collector.monitor(IpPrefix.parse(prefix), 1);
        }
        sink.take();
    }

    private long malformedUpdates() {
        return collector.tally().of(CollectorCount.UPDATES_BAD_LENGTHS)
                + collector.tally().of(CollectorCount.UPDATES_BAD_PREFIXES)
                + collector.tally().of(CollectorCount.UPDATES_BAD_MULTIPROTOCOL)
                + collector.tally().of(CollectorCount.UPDATES_NOT_AN_UPDATE)
                + collector.tally().of(CollectorCount.UPDATES_TREATED_AS_WITHDRAW);
    }

    @Test
    void gobgpLabTellsItsStory() throws IOException {
        monitor("203.0.113.0/24", "2001:db8:100::/48");

        replay(capture("gobgp-3.10-lab.bmp"));

        assertThat(sink.take())
                .containsExactly(
                        "UP 127.0.0.2",
                        "ANNOUNCED 203.0.113.0/24 EXACT 203.0.113.0/24 via 65002 64500",
                        "ANNOUNCED 2001:db8:100::/48 EXACT 2001:db8:100::/48 via 65002 64500",
                        "ANNOUNCED 203.0.113.128/25 MORE_SPECIFIC 203.0.113.0/24 via 65002 64666",
                        "WITHDRAWN 203.0.113.128/25 MORE_SPECIFIC 203.0.113.0/24",
                        "PEER_DOWN 203.0.113.0/24 EXACT 203.0.113.0/24",
                        "PEER_DOWN 2001:db8:100::/48 EXACT 2001:db8:100::/48",
                        "DOWN 127.0.0.2 REMOTE_NOTIFICATION 6/2",
                        "UP 127.0.0.2",
                        "ANNOUNCED 203.0.113.0/24 EXACT 203.0.113.0/24 via 65002 64500",
                        "ANNOUNCED 2001:db8:100::/48 EXACT 2001:db8:100::/48 via 65002 64500");
        assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(41);
        assertThat(malformedUpdates()).isZero();
        assertThat(collector.tally().of(CollectorCount.UPDATES_LOC_RIB)).isPositive();
    }

    @Test
    void frrLabTellsItsStoryWithoutItsOwnNumberInThePaths() throws IOException {
        monitor("203.0.113.0/24", "2001:db8:100::/48");

        replay(capture("frr-8.4.4-lab.bmp"));

        assertThat(sink.take())
                .containsExactly(
                        "UP 127.0.0.3",
                        "ANNOUNCED 203.0.113.0/24 EXACT 203.0.113.0/24 via 65003 64500",
                        "ANNOUNCED 2001:db8:100::/48 EXACT 2001:db8:100::/48 via 65003 64500",
                        "ANNOUNCED 203.0.113.128/25 MORE_SPECIFIC 203.0.113.0/24 via 65003 64666",
                        "WITHDRAWN 203.0.113.0/24 EXACT 203.0.113.0/24",
                        "PEER_DOWN 203.0.113.128/25 MORE_SPECIFIC 203.0.113.0/24",
                        "PEER_DOWN 2001:db8:100::/48 EXACT 2001:db8:100::/48",
                        "DOWN 127.0.0.3 REMOTE_NO_NOTIFICATION");
        assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(14);
        assertThat(malformedUpdates()).isZero();
        assertThat(collector.tally().of(CollectorCount.PEER_DOWNS_UNKNOWN)).isEqualTo(1);
    }

    @Test
    void ciscoXrPeerDown() throws IOException {
        replay(capture("cisco-xr-peer-down.bmp"));

        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Kind.INITIATION,
                        1,
                        Kind.PEER_UP,
                        10,
                        Kind.ROUTES,
                        301,
                        Kind.STATISTICS,
                        28,
                        Kind.PEER_DOWN,
                        3));
        assertThat(malformedUpdates()).isZero();
        assertThat(collector.tally().of(CollectorCount.UPDATES_WITHOUT_PEER_UP)).isZero();
    }

    @Test
    void huaweiVrpLocRib() throws IOException {
        replay(capture("huawei-vrp-locrib.bmp"));

        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(Map.of(Kind.INITIATION, 1, Kind.PEER_UP, 18, Kind.ROUTES, 84));
        assertThat(malformedUpdates()).isZero();
    }
}
