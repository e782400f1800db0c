/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Each expected text was written down field by field from RFC 7854 section 4, not taken from an output. */
class BmpMessagesTest {
    private static final Instant WHEN = Instant.ofEpochSecond(0x6b030579L, 500_000_000);
    private static final Peer PEER_V4 = Peer.of("192.0.2.1", 64496, "192.0.2.1", "192.0.2.2");
    private static final Peer PEER_V6 = Peer.of("2001:db8::1", 64496, "192.0.2.1", "2001:db8::2");

    private static final String HEADER_V4 = "00" // global instance peer
            + "00" // IPv4, pre-policy
            + "0000000000000000" // distinguisher
            + "000000000000000000000000" + "c0000201" // address
            + "0000fbf0" // AS
            + "c0000201" // identifier
            + "6b030579" + "0007a120"; // seconds, microseconds
    private static final String HEADER_V6 = "00" + "80" + "0000000000000000" + "20010db8000000000000000000000001"
            + "0000fbf0" + "c0000201" + "6b030579" + "0007a120";

    @Test
    void initiationCarriesDescriptionAndName() {
        assertThat(hex(BmpMessages.initiation("edge-1", "test")))
                .isEqualTo("03" + "00000018" + "04" // version, length 24, type
                        + "0001" + "0004" + "74657374" // sysDescr
                        + "0002" + "0006" + "656467652d31"); // sysName
    }

    @Test
    void terminationSaysAdministrativelyClosed() {
        assertThat(hex(BmpMessages.termination())).isEqualTo("03" + "0000000c" + "05" + "0001" + "0002" + "0000");
    }

    @Test
    void peerUpCarriesBothOpens() {
        byte[] sent = BgpMessages.open(8075, 90, InetAddress.ofLiteral("192.0.2.2"));
        byte[] received = BgpMessages.open(64496, 90, InetAddress.ofLiteral("192.0.2.1"));

        assertThat(hex(BmpMessages.peerUp(PEER_V4, sent, received, 50_000, WHEN)))
                .isEqualTo("03" + "000000aa" + "03" // length 170 = 6 + 42 + 20 + 51 + 51
                        + HEADER_V4
                        + "000000000000000000000000" + "c0000202" // local address
                        + "00b3" + "c350" // ports 179, 50000
                        + hex(sent) + hex(received));
    }

    @Test
    void anIpv6PeerHasTheVFlagAndItsWholeAddress() {
        assertThat(hex(BmpMessages.peerDown(PEER_V6, PeerDown.REMOTE_NO_NOTIFICATION, WHEN)))
                .isEqualTo("03" + "00000031" + "02" + HEADER_V6 + "04");
    }

    @Test
    void peerDownCarriesWhatItsReasonAsksFor() {
        String notification = "ff".repeat(16) + "0015" + "03" + "0602";

        assertThat(hex(BmpMessages.peerDown(PEER_V4, PeerDown.LOCAL_NOTIFICATION, WHEN)))
                .isEqualTo("03" + "00000046" + "02" + HEADER_V4 + "01" + notification);
        assertThat(hex(BmpMessages.peerDown(PEER_V4, PeerDown.LOCAL_NO_NOTIFICATION, WHEN)))
                .isEqualTo("03" + "00000033" + "02" + HEADER_V4 + "02" + "0012");
        assertThat(hex(BmpMessages.peerDown(PEER_V4, PeerDown.REMOTE_NOTIFICATION, WHEN)))
                .isEqualTo("03" + "00000046" + "02" + HEADER_V4 + "03" + notification);
        assertThat(hex(BmpMessages.peerDown(PEER_V4, PeerDown.MONITORING_ENDED, WHEN)))
                .isEqualTo("03" + "00000031" + "02" + HEADER_V4 + "05");
    }

    @Test
    void routeMonitoringWrapsTheUpdate() {
        byte[] update = BgpMessages.withdrawal("203.0.113.0/24");

        assertThat(hex(BmpMessages.routeMonitoring(PEER_V4, update, WHEN)))
                .isEqualTo("03" + "0000004b" + "00" + HEADER_V4 + hex(update));
    }

    @Test
    void statisticsCountTheRoutes() {
        assertThat(hex(BmpMessages.statistics(PEER_V4, 3, WHEN)))
                .isEqualTo("03" + "00000040" + "01" + HEADER_V4
                        + "00000001" // one counter
                        + "0007" + "0008" + "0000000000000003"); // routes in Adj-RIB-In
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
