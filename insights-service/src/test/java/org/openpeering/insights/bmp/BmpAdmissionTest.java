/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openpeering.insights.bgp.BgpBytes;

/** Who gets in on the BMP port, and what somebody who should not can do there. Real sockets, several addresses of loopback. */
@Timeout(60)
class BmpAdmissionTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String LISTENING = "127.0.0.1";
    private static final String EDGE_1 = "127.0.0.11";
    private static final String EDGE_1_TOO = "127.0.0.12";
    private static final String EDGE_2 = "127.0.0.21";
    private static final String STRANGER = "127.0.0.66";
    private static final int ROOM = 8;
    private static final int MEBIBYTE = 1 << 20;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Semaphore mayOpen = new Semaphore(1000);
    private final TestInventory inventory =
            new TestInventory().with("edge-1", EDGE_1, EDGE_1_TOO).with("edge-2", EDGE_2);
    private final Deque<Socket> sockets = new ArrayDeque<>();
    private BmpListener listener;

    private final BmpReceiver receiver = router -> {
        mayOpen.acquireUninterruptibly();
        heard.add("open " + router.name());
        return new BmpReceiver.Session() {
            @Override
            public boolean receive(BmpMessage message, long arrivalMicros) {
                heard.add(message.getClass().getSimpleName());
                return true;
            }

            @Override
            public void closed() {
                heard.add("closed " + router.name());
            }
        };
    };

    @BeforeEach
    void start() throws IOException {
        BmpListener.Settings settings = new BmpListener.Settings(LISTENING, 0, ROOM, MEBIBYTE, Duration.ofSeconds(30));
        listener = BmpListener.start(settings, inventory, receiver, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        mayOpen.release(1000);
        listener.close();
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LISTENING), listener.port()));
        // What is not closed fails the test instead of holding it for ever.
        socket.setSoTimeout(30_000);
        return socket;
    }

    private Socket says(String from, byte[]... messages) throws IOException {
        Socket socket = connect(from);
        send(socket, BgpBytes.concat(messages));
        return socket;
    }

    /** What the other side does not want to read may come back as a reset. */
    private static void send(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException _) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            return e.getMessage().contains("reset");
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private Refusals.Entry refused(Refusal reason) {
        return listener.refusals().latest().stream()
                .filter(entry -> entry.reason() == reason)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSourceThatNoRouterHasIsClosedAtAcceptAndNothingOfItIsRead() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(isClosed(says(STRANGER, BmpBytes.initiation("edge-1")))).isTrue();
        }

        assertThat(heard).isEmpty();
        assertThat(listener.tally().of(BmpCount.BYTES)).isZero();
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_ACCEPTED)).isZero();
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_REFUSED_UNKNOWN_SOURCE))
                .isEqualTo(3);
        Refusals.Entry entry = refused(Refusal.UNKNOWN_SOURCE);
        assertThat(entry.source()).isEqualTo(InetAddress.ofLiteral(STRANGER));
        assertThat(entry.count()).isEqualTo(3);
        assertThat(entry.lastSeen()).isAfterOrEqualTo(entry.firstSeen());
    }

    @Test
    void twoHundredAndFiftySixTimesOneMebibyteCostsAFewKibibytesAtATime() throws Exception {
        byte[] announced = new byte[MEBIBYTE];
        announced[0] = 3;
        announced[2] = 0x10; // 2^20 bytes, as long as a known router's message may be
        announced[5] = 4;
        for (int i = 0; i < 256; i++) {
            Socket socket = says(EDGE_1, announced);
            assertThat(isClosed(socket)).isTrue();
            socket.close();
        }

        assertThat(listener.tally().of(BmpCount.CONNECTIONS_GARBAGE)).isEqualTo(256);
        assertThat(listener.tally().of(BmpCount.BYTES)).isLessThanOrEqualTo(256 * 4096);
        assertThat(heard).isEmpty();
    }

    @Test
    void aLongMessageIsForAKnownRouterOnly() throws Exception {
        says(
                EDGE_1,
                BmpBytes.initiation("edge-1"),
                BmpBytes.message(99, new byte[MEBIBYTE - 6]),
                BmpBytes.termination());

        assertThat(next()).isEqualTo("open edge-1");
        assertThat(next()).isEqualTo("Unknown");
        assertThat(next()).isEqualTo("Termination");
    }

    @Test
    void routersGetInHoweverManyWaitInSilence() throws Exception {
        for (int i = 0; i < 256; i++) {
            says(EDGE_1_TOO, new byte[] {3, 0, 0});
        }
        await().atMost(LIMIT).until(() -> listener.connections() == ROOM);

        says(EDGE_2, BmpBytes.initiation("edge-2"));
        assertThat(next()).isEqualTo("open edge-2");
        says(EDGE_1_TOO, BmpBytes.initiation("edge-1"));
        assertThat(next()).as("from the flooded address itself").isEqualTo("open edge-1");
        assertThat(refused(Refusal.NO_PLACE).source()).isEqualTo(InetAddress.ofLiteral(EDGE_1_TOO));
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_REFUSED_TOO_MANY)).isEqualTo(249);
    }

    @Test
    void whoFloodsCrowdsOutHimselfAndNotWhoWaitsElsewhere() throws Exception {
        Socket slow = says(EDGE_2, new byte[] {3});
        await().atMost(LIMIT).until(() -> listener.connections() == 1);
        for (int i = 0; i < 100; i++) {
            connect(EDGE_1);
        }
        await().atMost(LIMIT).until(() -> listener.tally().of(BmpCount.CONNECTIONS_REFUSED_TOO_MANY) == 101 - ROOM);

        byte[] initiation = BmpBytes.initiation("edge-2");
        slow.getOutputStream().write(initiation, 1, initiation.length - 1);

        assertThat(next()).isEqualTo("open edge-2");
    }

    @Test
    void anotherAddressDoesNotTakeOverARoutersSession() throws Exception {
        Socket first = says(EDGE_1, BmpBytes.initiation("edge-1"));
        assertThat(next()).isEqualTo("open edge-1");

        assertThat(isClosed(says(EDGE_2, BmpBytes.initiation("edge-1")))).isTrue();
        assertThat(isClosed(says(EDGE_1_TOO, BmpBytes.initiation("edge-1")))).isTrue();

        assertThat(refused(Refusal.FOREIGN_ADDRESS).router()).isEqualTo("edge-1");
        assertThat(refused(Refusal.CONNECTED_ELSEWHERE).source()).isEqualTo(InetAddress.ofLiteral(EDGE_1_TOO));
        assertThat(heard).isEmpty();
        send(first, BmpBytes.termination());
        assertThat(next()).isEqualTo("Termination");
        assertThat(next()).isEqualTo("closed edge-1");
    }

    @Test
    void whenTheFirstIsGoneItsOtherAddressGetsIn() throws Exception {
        Socket first = says(EDGE_1, BmpBytes.initiation("edge-1"));
        assertThat(next()).isEqualTo("open edge-1");
        first.close();
        assertThat(next()).isEqualTo("closed edge-1");
        await().atMost(LIMIT).until(() -> listener.connections() == 0);

        says(EDGE_1_TOO, BmpBytes.initiation("edge-1"));

        assertThat(next()).isEqualTo("open edge-1");
    }

    @Test
    void theSameAddressTakesOverAndTheOldConnectionIsClosedAtOnce() throws Exception {
        Socket first = says(EDGE_1, BmpBytes.initiation("edge-1"), BmpBytes.initiation("edge-1"));
        assertThat(next()).isEqualTo("open edge-1");
        // Messages are taken once it is open for the listener, too; before, another connection would be refused.
        assertThat(next()).isEqualTo("Initiation");

        says(EDGE_1, BmpBytes.initiation("edge-1"));

        assertThat(isClosed(first)).isTrue();
        assertThat(new String[] {next(), next()}).containsExactlyInAnyOrder("open edge-1", "closed edge-1");
        await().atMost(LIMIT).until(() -> listener.connections() == 1);
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_SUPERSEDED)).isEqualTo(1);
        assertThat(listener.refusals().latest()).isEmpty();
    }

    @Test
    void whileTheReceiverWaitsARouterThatComesAgainAndAgainLeavesNothingBehind() throws Exception {
        mayOpen.drainPermits();
        says(EDGE_1, BmpBytes.initiation("edge-1"));
        await().atMost(LIMIT).until(mayOpen::hasQueuedThreads);
        for (int i = 0; i < 50; i++) {
            assertThat(isClosed(says(EDGE_1, BmpBytes.initiation("edge-1")))).isTrue();
        }
        // A connection counts until its thread has ended, which is after the other end has seen it closed.
        await().atMost(LIMIT).until(() -> listener.connections() <= 2);

        mayOpen.release(1000);

        assertThat(next()).isEqualTo("open edge-1");
        assertThat(refused(Refusal.STILL_OPENING).count()).isEqualTo(50);
    }

    @Test
    void aRouterThatIsTakenOutOfTheInventoryOrMovesIsDisconnected() throws Exception {
        Socket moved = says(EDGE_1, BmpBytes.initiation("edge-1"));
        says(EDGE_2, BmpBytes.initiation("edge-2"));
        assertThat(new String[] {next(), next()}).containsExactlyInAnyOrder("open edge-1", "open edge-2");
        listener.review();
        assertThat(listener.refusals().latest()).isEmpty();

        inventory.with("edge-1", EDGE_1_TOO);
        listener.review();
        listener.review();

        assertThat(isClosed(moved)).isTrue();
        assertThat(next()).isEqualTo("closed edge-1");
        assertThat(refused(Refusal.FOREIGN_ADDRESS).count()).isEqualTo(1);
        await().atMost(LIMIT).until(() -> listener.connections() == 1);
        says(EDGE_1_TOO, BmpBytes.initiation("edge-1"));
        assertThat(next()).isEqualTo("open edge-1");
    }

    @Test
    void aConnectionThatEndsInsideOfAMessageIsCountedAndToldBySource() throws Exception {
        byte[] half = java.util.Arrays.copyOf(BmpBytes.peerDown(BmpBytes.Peer.of("192.0.2.1", 1), 0, 1), 30);
        says(EDGE_1, BmpBytes.initiation("edge-1"), half).shutdownOutput();
        says(EDGE_2, new byte[] {3, 0}).shutdownOutput();

        await().atMost(LIMIT).until(() -> listener.refusals().latest().size() == 2);
        assertThat(listener.tally().of(BmpCount.CONNECTIONS_CUT_OFF)).isEqualTo(2);
        assertThat(listener.refusals().latest())
                .extracting(Refusals.Entry::reason, entry -> entry.source().getHostAddress(), Refusals.Entry::router)
                .containsExactlyInAnyOrder(
                        tuple(Refusal.CUT_OFF, EDGE_1, "edge-1"), tuple(Refusal.CUT_OFF, EDGE_2, ""));
        assertThat(new String[] {next(), next()}).containsExactly("open edge-1", "closed edge-1");
    }

    @Test
    void refusalsAreBoundedAndTheLatestComeFirst() throws IOException {
        Instant[] now = {Instant.parse("2026-05-04T10:00:00Z")};
        Refusals refusals = new Refusals(() -> now[0]);
        for (int i = 0; i < Refusals.MOST + 500; i++) {
            refusals.note(
                    InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}),
                    Refusal.UNKNOWN_SOURCE,
                    "");
            refusals.note(InetAddress.ofLiteral(STRANGER), Refusal.UNKNOWN_ROUTER, i == 7 ? "edge-9" : "");
        }
        now[0] = now[0].plusSeconds(5);
        refusals.note(InetAddress.ofLiteral(STRANGER), Refusal.UNKNOWN_ROUTER, "");

        assertThat(refusals.latest()).hasSize(Refusals.MOST);
        assertThat(refusals.latest().getFirst())
                .isEqualTo(new Refusals.Entry(
                        InetAddress.ofLiteral(STRANGER),
                        Refusal.UNKNOWN_ROUTER,
                        "edge-9",
                        Refusals.MOST + 501,
                        now[0].minusSeconds(5),
                        now[0]));
    }
}
