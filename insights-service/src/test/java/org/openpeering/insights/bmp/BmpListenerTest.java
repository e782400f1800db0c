/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.insights.bgp.BgpBytes;

@Timeout(60)
class BmpListenerTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private BmpListener listener;

    private final BmpReceiver receiver = router -> {
        heard.add("open " + router.name());
        return new BmpReceiver.Session() {
            @Override
            public boolean receive(BmpMessage message, long arrivalMicros) {
                heard.add(message.getClass().getSimpleName());
                return !(message instanceof BmpMessage.Unknown);
            }

            @Override
            public void closed() {
                heard.add("closed");
            }
        };
    };

    @BeforeEach
    void start() throws IOException {
        start(Duration.ofSeconds(30));
    }

    private void start(Duration patience) throws IOException {
        BmpListener.Settings settings = new BmpListener.Settings("127.0.0.1", 0, 2, 4096, patience);
        RouterInventory inventory = TestInventory.named(name -> name.startsWith("edge-"));
        listener = BmpListener.start(settings, inventory, receiver, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Sends and waits until the other side has closed. */
    private void sendUntilClosed(byte[]... messages) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(BgpBytes.concat(messages));
            out.flush();
            waitForClose(socket);
        }
    }

    private static void waitForClose(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (IOException e) {
            // A reset is a close too.
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void aRouterIsHeardUntilItEnds() throws Exception {
        sendUntilClosed(
                BmpBytes.initiation("edge-1"),
                BmpBytes.peerDown(BmpBytes.Peer.of("192.0.2.1", 1), 0, 1),
                BmpBytes.message(0, new byte[3]),
                BmpBytes.termination());

        assertThat(next()).isEqualTo("open edge-1");
        assertThat(next()).isEqualTo("PeerDown");
        assertThat(next()).isEqualTo("Malformed");
        assertThat(next()).isEqualTo("Termination");
        assertThat(next()).isEqualTo("closed");
        assertThat(listener.tally().of(BmpCount.MESSAGES_MALFORMED)).isEqualTo(1);
        assertThat(listener.tally().of(BmpCount.BYTES)).isPositive();
    }

    @Test
    void anUnknownRouterIsRefused() throws Exception {
        sendUntilClosed(BmpBytes.initiation("stranger"));

        assertThat(heard).isEmpty();
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_REFUSED_UNKNOWN_ROUTER))
                .isEqualTo(1);
    }

    @Test
    void garbageEndsTheConnection() throws Exception {
        sendUntilClosed("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        sendUntilClosed(BmpBytes.initiation("edge-1"), new byte[] {9, 9, 9, 9, 9, 9});
        sendUntilClosed(BmpBytes.initiation("edge-1"), new byte[] {3, 0, 1, 0, 0, 0});

        assertThat(listener.tally().of(BmpCount.CONNECTIONS_GARBAGE)).isEqualTo(3);
    }

    @Test
    void theInitiationComesFirst() throws Exception {
        sendUntilClosed(BmpBytes.termination());

        assertThat(listener.tally().of(BmpCount.CONNECTIONS_WITHOUT_INITIATION)).isEqualTo(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void theInitiationMustComeInTime() throws Exception {
        listener.close();
        start(Duration.ofMillis(50));

        sendUntilClosed(new byte[] {3, 0, 0});

        assertThat(listener.tally().of(BmpCount.CONNECTIONS_INITIATION_TOO_LATE))
                .isEqualTo(1);
    }

    /** A byte now and then renews nobody's patience. */
    @Test
    void anInitiationThatDripsInIsNotWaitedForAnyLonger() throws Exception {
        listener.close();
        start(Duration.ofMillis(100));
        byte[] initiation = BmpBytes.message(4, new byte[4000]);
        try (Socket socket = connect()) {
            for (int at = 0; at < initiation.length && tooLate() == 0; at++) {
                socket.getOutputStream().write(initiation[at]);
                LockSupport.parkNanos(1_000_000);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching(".*(reset|[Bb]roken pipe).*");
        }

        await().atMost(LIMIT).until(() -> tooLate() == 1);
        assertThat(listener.tally().of(BmpCount.BYTES)).isLessThan(initiation.length);
        assertThat(heard).isEmpty();
    }

    private long tooLate() {
        return listener.tally().of(BmpCount.CONNECTIONS_INITIATION_TOO_LATE);
    }

    @Test
    void aSessionThatTheReceiverIsDoneWithIsClosed() throws Exception {
        sendUntilClosed(BmpBytes.initiation("edge-1"), BmpBytes.message(99));

        assertThat(listener.tally().of(BmpCount.CONNECTIONS_SUPERSEDED)).isEqualTo(1);
    }

    @Test
    void thoseWhoHaveNotSaidWhoTheyAreAreLimited() throws Exception {
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            waitForClose(first);
            second.getOutputStream().write(BmpBytes.initiation("edge-1"));
            third.getOutputStream().write(BmpBytes.initiation("edge-2"));

            assertThat(next()).startsWith("open edge-");
            assertThat(next()).startsWith("open edge-");
        }
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_REFUSED_TOO_MANY)).isEqualTo(1);
    }

    @Test
    void closingEndsAllConnections() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(BmpBytes.initiation("edge-1"));
            assertThat(next()).isEqualTo("open edge-1");

            listener.close();

            waitForClose(socket);
            assertThat(next()).isEqualTo("closed");
            assertThat(listener.connections()).isZero();
        }
    }

    @Test
    void anOffenderIsLoggedOnceAnHour() {
        Instant[] now = {Instant.parse("2026-05-04T10:00:00Z")};
        LogGate gate = new LogGate(() -> now[0]);

        assertThat(gate.opens("a")).isTrue();
        assertThat(gate.opens("a")).isFalse();
        assertThat(gate.opens("b")).isTrue();
        now[0] = now[0].plus(Duration.ofHours(1));
        assertThat(gate.opens("a")).isTrue();
    }
}
