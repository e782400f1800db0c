/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SyntheticRouterTest {
    private static final Peer PEER = Peer.of("192.0.2.1", 64496, "192.0.2.1", "192.0.2.2");
    private static final Route ROUTE = new Route(
            "203.0.113.0/24", List.of(64496L, 64500L), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.1"));
    private static final String NLRI = "18cb0071";

    private ServerSocket collector;
    private SyntheticRouter router;

    @BeforeEach
    void listen() throws IOException {
        collector = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        router = new SyntheticRouter(
                "edge-1",
                new InetSocketAddress(collector.getInetAddress(), collector.getLocalPort()),
                InetAddress.ofLiteral("127.0.0.11"),
                8075,
                InetAddress.ofLiteral("192.0.2.2"));
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
        collector.close();
    }

    @Test
    void introducesItselfFromTheGivenAddress() throws IOException {
        router.start();

        try (Socket socket = collector.accept()) {
            assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.11");
            assertThat(next(socket)).startsWith("04").contains("656467652d31");
        }
    }

    @Test
    void tellsChangesAsTheyHappen() throws IOException {
        router.start();

        try (Socket socket = collector.accept()) {
            assertThat(next(socket)).startsWith("04");
            router.peerUp(PEER);
            router.announce(PEER, ROUTE);
            router.withdraw(PEER, "203.0.113.0/24");
            router.peerDown(PEER, PeerDown.REMOTE_NO_NOTIFICATION);
            router.close();
            assertThat(next(socket)).startsWith("03");
            assertThat(next(socket)).as("End-of-RIB").startsWith("00").endsWith("001702" + "00000000");
            assertThat(next(socket)).as("End-of-RIB of IPv6").startsWith("00").endsWith("800f03" + "000201");
            assertThat(next(socket)).startsWith("00").endsWith(NLRI);
            assertThat(next(socket)).startsWith("00").endsWith("0004" + NLRI + "0000");
            assertThat(next(socket)).startsWith("02").endsWith("04");
            assertThat(next(socket)).isEqualTo("05" + "0001" + "0002" + "0000");
        }
    }

    @Test
    void aNewConnectionHearsTheWholeState() throws IOException {
        router.peerUp(PEER);
        router.announce(PEER, ROUTE);
        router.start();
        try (Socket lost = collector.accept()) {
            assertThat(next(lost)).startsWith("04");
        }

        try (Socket socket = collector.accept()) {
            assertThat(next(socket)).startsWith("04");
            assertThat(next(socket)).startsWith("03");
            assertThat(next(socket)).startsWith("00").endsWith(NLRI);
            assertThat(next(socket)).startsWith("00").endsWith("00000000");
        }
        assertThat(router.connections()).isEqualTo(2);
    }

    @Test
    void aPeerThatComesBackAnnouncesAgain() throws IOException {
        router.start();

        try (Socket socket = collector.accept()) {
            assertThat(next(socket)).startsWith("04");
            router.peerUp(PEER);
            router.announce(PEER, ROUTE);
            router.peerDown(PEER, PeerDown.LOCAL_NO_NOTIFICATION);
            router.peerUp(PEER);
            for (String type : List.of("03", "00", "00", "00", "02", "03")) {
                assertThat(next(socket)).startsWith(type);
            }
            assertThat(next(socket)).startsWith("00").endsWith(NLRI);
        }
    }

    /** The next message without version and length, as hexadecimal text. */
    private static String next(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(in.readUnsignedByte()).isEqualTo(3);
        return HexFormat.of().formatHex(in.readNBytes(in.readInt() - 5));
    }
}
