/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Open;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpMessage.Defect;

class BmpDecoderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Peer PEER = Peer.of("192.0.2.2", 65002);
    private static final byte[] OPEN = BgpBytes.modernOpen(65001, 0);

    private static BmpMessage decode(byte[] message) {
        return new BmpDecoder().decode(message, 0, message.length);
    }

    private static List<Integer> lengths(InputStream in, int longest) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(in, longest, InstantSource.fixed(NOW));
        List<Integer> lengths = new ArrayList<>();
        while (reader.next()) {
            lengths.add(reader.to() - reader.from());
            assertThat(reader.arrival()).isEqualTo(Micros.of(NOW) + lengths.size() - 1);
        }
        return lengths;
    }

    @Test
    void framesAreCutWhereverReadsEnd() throws IOException {
        byte[] big = BmpBytes.message(6, new byte[200_000]);
        byte[] stream = BgpBytes.concat(BmpBytes.initiation("edge-1"), big, BmpBytes.termination(), big);
        InputStream dribbling = new ByteArrayInputStream(stream) {
            private int calls;

            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + calls++ % 977));
            }
        };

        assertThat(lengths(dribbling, 1 << 20)).containsExactly(24, 200_006, 12, 200_006);
    }

    @Test
    void whatIsNoBmpEndsTheStream() {
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] tooLong = {3, 0, 16, 0, 1, 0};
        byte[] tooShort = {3, 0, 0, 0, 5, 0};

        assertThatThrownBy(() -> lengths(new ByteArrayInputStream(http), 1 << 20))
                .isInstanceOf(BmpFramingException.class)
                .hasMessage("version 71 instead of 3");
        assertThatThrownBy(() -> lengths(new ByteArrayInputStream(tooLong), 1 << 20))
                .isInstanceOf(BmpFramingException.class)
                .hasMessage("message length 1048577 is not in 6-1048576");
        assertThatThrownBy(() -> lengths(new ByteArrayInputStream(tooShort), 1 << 20))
                .isInstanceOf(BmpFramingException.class);
        assertThatThrownBy(() -> lengths(new ByteArrayInputStream(new byte[] {3, 0, 0}), 1 << 20))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void initiationNamesTheRouterWithoutControlCharacters() {
        assertThat(decode(BmpBytes.initiation("edge-1\n\u001b[2J")))
                .isEqualTo(new BmpMessage.Initiation("edge-1??[2J", "test"));
    }

    @Test
    void peerUpGivesBothOpens() {
        byte[] received = BgpBytes.modernOpen(4200000001L, 3);

        BmpMessage.PeerUp up = (BmpMessage.PeerUp) decode(BmpBytes.peerUp(PEER, 1_700_000_000L, 4711, OPEN, received));

        assertThat(up.peer().address()).isEqualTo(IpAddress.parse("192.0.2.2"));
        assertThat(Micros.told(up.timeMicros())).contains(Instant.ofEpochSecond(1_700_000_000L));
        assertThat(up.local()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(up.localPort()).isEqualTo(179);
        assertThat(up.remotePort()).isEqualTo(4711);
        assertThat(up.sent()).map(Open::asn).contains(new Asn(65001));
        assertThat(up.received()).map(Open::asn).contains(new Asn(4200000001L));
    }

    @Test
    void aPeerUpWhoseOpensCannotBeReadIsOneAllTheSame() {
        byte[] headerOnly = BgpBytes.message(1, new byte[0]);
        byte[] overrun = OPEN.clone();
        overrun[28] = (byte) 200;
        byte[] noLength = new byte[19];

        assertThat(unreadable(headerOnly, OPEN)).isEqualTo("the router's OPEN");
        assertThat(unreadable(OPEN, headerOnly)).isEqualTo("the peer's OPEN");
        assertThat(unreadable(overrun, OPEN)).isEqualTo("the router's OPEN");
        assertThat(unreadable(noLength, OPEN)).isEqualTo("either OPEN");
        assertThat(unreadable(headerOnly, headerOnly)).isEqualTo("either OPEN");
        assertThat(unreadable(new byte[0], new byte[0])).isEqualTo("either OPEN");
        assertThat(unreadable(OPEN, OPEN)).isEmpty();
    }

    private static String unreadable(byte[] sent, byte[] received) {
        BmpMessage.PeerUp up = (BmpMessage.PeerUp) decode(BmpBytes.peerUp(PEER, 0, 1, sent, received));
        assertThat(up.peer().address()).isEqualTo(IpAddress.parse("192.0.2.2"));
        assertThat(up.peer().asn()).isEqualTo(65002);
        return up.unreadable();
    }

    /** RFC 7854 section 4.2: if zero, the time is unavailable. */
    @Test
    void timeZeroIsNoTime() {
        BmpMessage.PeerUp up = (BmpMessage.PeerUp) decode(BmpBytes.peerUp(PEER, 0, 4711, OPEN, OPEN));

        assertThat(Micros.told(up.timeMicros())).isEmpty();
    }

    @Test
    void viewsAreToldApart() {
        byte[] update = BgpBytes.withdraw(org.openpeering.contract.net.IpPrefix.parse("198.51.100.0/24"));

        assertThat(view(PEER, update)).isEqualTo(RibView.PRE_POLICY);
        assertThat(view(PEER.flags(0x40), update)).isEqualTo(RibView.POST_POLICY);
        assertThat(view(PEER.flags(0x10), update)).isEqualTo(RibView.ADJ_RIB_OUT_PRE_POLICY);
        assertThat(view(PEER.flags(0x50), update)).isEqualTo(RibView.ADJ_RIB_OUT_POST_POLICY);
        assertThat(view(PEER.type(3), update)).isEqualTo(RibView.LOC_RIB);
    }

    private static RibView view(Peer peer, byte[] update) {
        return ((BmpMessage.RouteMonitoring) decode(BmpBytes.routeMonitoring(peer, 0, update)))
                .peer()
                .view();
    }

    @Test
    void badContentsOfGoodFramesSayWhatIsWrong() {
        assertThat(decode(BmpBytes.message(0, new byte[41]))).isEqualTo(malformed(Defect.PEER_HEADER_CUT_OFF));
        assertThat(decode(BmpBytes.message(0, new byte[50]))).isEqualTo(malformed(Defect.ROUTE_MONITORING_CUT_OFF));
        assertThat(decode(BmpBytes.message(1, new byte[43]))).isEqualTo(malformed(Defect.STATISTICS_CUT_OFF));
        assertThat(decode(BmpBytes.message(2, new byte[42]))).isEqualTo(malformed(Defect.PEER_DOWN_CUT_OFF));
        assertThat(decode(BmpBytes.message(3, new byte[50]))).isEqualTo(malformed(Defect.PEER_UP_CUT_OFF));
        assertThat(decode(BmpBytes.message(4, new byte[] {0, 2, 0, 9, 1})))
                .isEqualTo(malformed(Defect.INFORMATION_CUT_OFF));
        assertThat(decode(BmpBytes.message(77))).isEqualTo(new BmpMessage.Unknown(77));
    }

    private static BmpMessage malformed(Defect defect) {
        return new BmpMessage.Malformed(defect);
    }
}
