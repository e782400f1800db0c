/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.Open;
import org.openpeering.insights.bmp.BmpMessage.Defect;
import org.openpeering.insights.bmp.BmpMessage.Malformed;

/**
 * Bytes of one frame to a {@link BmpMessage}, for one connection: messages that carry routes are one object, which holds
 * what was decoded last, and allocate nothing. No input makes it throw.
 */
public final class BmpDecoder {
    private static final int ROUTE_MONITORING = 0;
    private static final int STATISTICS = 1;
    private static final int PEER_DOWN = 2;
    private static final int PEER_UP = 3;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    private static final int MIRRORING = 6;

    private static final int SYS_DESCR = 1;
    private static final int SYS_NAME = 2;
    private static final int TABLE_NAME = 3;
    private static final int TERMINATION_REASON = 1;
    private static final int LONGEST_TEXT = 255;

    private final PeerHeaders headers = new PeerHeaders();
    private final BmpMessage.RouteMonitoring routes = new BmpMessage.RouteMonitoring();

    /** Decodes the frame from {@code from}, header included, to {@code to}. */
    public BmpMessage decode(byte[] bytes, int from, int to) {
        int type = bytes[from + 5] & 0xFF;
        int body = from + BmpFrameReader.HEADER;
        return switch (type) {
            case INITIATION -> initiation(bytes, body, to);
            case TERMINATION -> termination(bytes, body, to);
            case ROUTE_MONITORING, STATISTICS, PEER_DOWN, PEER_UP, MIRRORING ->
                body + PeerHeader.LENGTH > to
                        ? new Malformed(Defect.PEER_HEADER_CUT_OFF)
                        : ofPeer(type, bytes, body, to);
            default -> new BmpMessage.Unknown(type);
        };
    }

    private BmpMessage ofPeer(int type, byte[] bytes, int header, int to) {
        PeerHeader peer = headers.at(bytes, header);
        long micros = PeerHeader.timeMicros(bytes, header);
        int from = header + PeerHeader.LENGTH;
        return switch (type) {
            case ROUTE_MONITORING ->
                to - from < BgpMessage.HEADER
                        ? new Malformed(Defect.ROUTE_MONITORING_CUT_OFF)
                        : routes.of(peer, micros, bytes, from, to);
            case PEER_UP -> peerUp(peer, micros, bytes, from, to);
            case PEER_DOWN -> peerDown(peer, micros, bytes, from, to);
            case STATISTICS ->
                to - from < 4
                        ? new Malformed(Defect.STATISTICS_CUT_OFF)
                        : new BmpMessage.Statistics(peer, micros, BgpMessage.uint32(bytes, from));
            default -> new BmpMessage.Mirroring(peer);
        };
    }

    private static BmpMessage peerUp(PeerHeader peer, long micros, byte[] bytes, int from, int to) {
        int opens = from + 20;
        if (opens > to) {
            return new Malformed(Defect.PEER_UP_CUT_OFF);
        }
        int sentLength = BgpMessage.length(bytes, opens, to);
        Optional<Open> sent = Open.decode(bytes, opens, to);
        Optional<Open> received = sentLength < 0 ? Optional.empty() : Open.decode(bytes, opens + sentLength, to);
        IpAddress local = peer.address().family() == Family.IPV6
                ? new IpAddress(Family.IPV6, BgpMessage.uint64(bytes, from), BgpMessage.uint64(bytes, from + 8))
                : new IpAddress(Family.IPV4, 0, BgpMessage.uint32(bytes, from + 12));
        int localPort = BgpMessage.uint16(bytes, from + 16);
        int remotePort = BgpMessage.uint16(bytes, from + 18);
        return new BmpMessage.PeerUp(
                peer, micros, local, localPort, remotePort, sent, received, table(bytes, opens, sentLength, to));
    }

    /** From the information behind the OPENs; what is cut off there is passed over. */
    private static String table(byte[] bytes, int opens, int sentLength, int to) {
        int receivedLength = sentLength < 0 ? -1 : BgpMessage.length(bytes, opens + sentLength, to);
        int at = receivedLength < 0 ? to : opens + sentLength + receivedLength;
        while (at + 4 <= to && at + 4 + BgpMessage.uint16(bytes, at + 2) <= to) {
            if (BgpMessage.uint16(bytes, at) == TABLE_NAME) {
                return text(bytes, at + 4, BgpMessage.uint16(bytes, at + 2));
            }
            at += 4 + BgpMessage.uint16(bytes, at + 2);
        }
        return "";
    }

    /** Reasons 1 and 3 carry the NOTIFICATION. */
    private static BmpMessage peerDown(PeerHeader peer, long micros, byte[] bytes, int from, int to) {
        if (from >= to) {
            return new Malformed(Defect.PEER_DOWN_CUT_OFF);
        }
        int reason = bytes[from] & 0xFF;
        int error = from + 1 + BgpMessage.HEADER;
        boolean notified = (reason == 1 || reason == 3) && error + 2 <= to;
        return new BmpMessage.PeerDown(
                peer, micros, reason, notified ? bytes[error] & 0xFF : 0, notified ? bytes[error + 1] & 0xFF : 0);
    }

    private static BmpMessage initiation(byte[] bytes, int from, int to) {
        String name = "";
        String description = "";
        for (int at = from; at < to; ) {
            if (at + 4 > to || at + 4 + BgpMessage.uint16(bytes, at + 2) > to) {
                return new Malformed(Defect.INFORMATION_CUT_OFF);
            }
            int type = BgpMessage.uint16(bytes, at);
            int length = BgpMessage.uint16(bytes, at + 2);
            name = type == SYS_NAME ? text(bytes, at + 4, length) : name;
            description = type == SYS_DESCR ? text(bytes, at + 4, length) : description;
            at += 4 + length;
        }
        return new BmpMessage.Initiation(name, description);
    }

    private static String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, Math.min(length, LONGEST_TEXT), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }

    private static BmpMessage termination(byte[] bytes, int from, int to) {
        int reason = -1;
        for (int at = from; at + 4 <= to; at += 4 + BgpMessage.uint16(bytes, at + 2)) {
            boolean given = BgpMessage.uint16(bytes, at) == TERMINATION_REASON
                    && BgpMessage.uint16(bytes, at + 2) == 2
                    && at + 6 <= to;
            reason = given ? BgpMessage.uint16(bytes, at + 4) : reason;
        }
        return new BmpMessage.Termination(reason);
    }
}
