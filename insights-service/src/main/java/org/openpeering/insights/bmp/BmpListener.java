/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.openpeering.insights.bmp.RouterInventory.Admission;

/**
 * The port routers connect to. Each connection is read by a virtual thread of its own.
 *
 * <p><b>Strangers cost nothing, and take nobody's place.</b>
 *
 * <ul>
 *   <li>A source from which no router of the inventory may report is closed at accept; nothing of it is read.
 *   <li>The others wait until they have said which router they are: a bounded number, of a few KiB each, for a bounded time
 *       ({@link WaitingRoom}).
 *   <li>Then every router of the inventory has a place of its own, and one connection in it. Another one from the same
 *       address takes it over, since a router knows best that it has lost its connection; one from another address is
 *       refused while the first is alive. A router that the inventory does not know any more, or not there, loses it
 *       ({@link #review}).
 * </ul>
 *
 * <p>Who is refused is counted, told to the operator ({@link Refusals}), and logged at most once an hour for each source and
 * reason. Tested by {@code BmpListenerTest} and {@code BmpAdmissionTest}.
 */
public final class BmpListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BmpListener.class.getName());
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int LONGEST_MESSAGE = 1 << 20;

    /**
     * What a listener needs to know.
     *
     * @param host address to listen on
     * @param port 0 for any free one
     * @param maxWaiting connections that have not said yet which router they are
     * @param maxMessageLength bytes of the longest BMP message of a router that is known
     * @param initiationTimeout from connect to a complete Initiation message
     */
    public record Settings(String host, int port, int maxWaiting, int maxMessageLength, Duration initiationTimeout) {
        /** Loopback port 11019, 64 waiting, 1 MiB, 10 s. */
        public static final Settings DEFAULT =
                new Settings("127.0.0.1", 11019, 64, LONGEST_MESSAGE, Duration.ofSeconds(10));
    }

    private final Settings settings;
    private final RouterInventory inventory;
    private final BmpReceiver receiver;
    private final InstantSource clock;
    private final Tally<BmpCount> tally = new Tally<>(BmpCount.class);
    private final Refusals refusals;
    private final LogGate gate;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final WaitingRoom waiting;
    /** By the router's name; guarded by itself. */
    private final Map<String, BmpConnection> places = new HashMap<>();

    private final ServerSocket server;
    private final Thread accepting;
    private volatile boolean closed;

    private BmpListener(Settings settings, RouterInventory inventory, BmpReceiver receiver, InstantSource clock)
            throws IOException {
        this.settings = settings;
        this.inventory = inventory;
        this.receiver = receiver;
        this.clock = clock;
        this.refusals = new Refusals(clock);
        this.gate = new LogGate(clock);
        this.waiting = new WaitingRoom(settings.maxWaiting());
        this.server = new ServerSocket();
        this.accepting = Thread.ofVirtual().name("bmp-accept").unstarted(this::accept);
    }

    /** Opens the port and starts to take connections. */
    public static BmpListener start(
            Settings settings, RouterInventory inventory, BmpReceiver receiver, InstantSource clock)
            throws IOException {
        BmpListener listener = new BmpListener(settings, inventory, receiver, clock);
        try {
            listener.server.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (IOException e) {
            listener.server.close();
            throw e;
        }
        listener.accepting.start();
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.size();
    }

    public Tally<BmpCount> tally() {
        return tally;
    }

    public Refusals refusals() {
        return refusals;
    }

    Settings settings() {
        return settings;
    }

    RouterInventory inventory() {
        return inventory;
    }

    BmpReceiver receiver() {
        return receiver;
    }

    InstantSource clock() {
        return clock;
    }

    private void accept() {
        while (!closed) {
            try {
                take(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                if (!closed) {
                    // Out of file handles, most likely; waiting is what can be done about it.
                    logOnce("accept", "Cannot accept BMP connections: " + e);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void take(Socket socket) throws IOException {
        if (!inventory.knows(socket.getInetAddress())) {
            refuse(socket.getInetAddress(), Refusal.UNKNOWN_SOURCE, "", "");
            socket.close();
            return;
        }
        tally.count(BmpCount.CONNECTIONS_ACCEPTED);
        BmpConnection connection = new BmpConnection(socket, this);
        waiting.enter(connection).ifPresent(leaving -> {
            refuse(leaving.source(), Refusal.NO_PLACE, "", "");
            leaving.dismiss();
        });
        Thread thread = Thread.ofVirtual()
                .name("bmp-" + socket.getRemoteSocketAddress())
                .unstarted(() -> {
                    try {
                        connection.run();
                    } finally {
                        forget(connection);
                        connections.remove(socket);
                        tally.count(BmpCount.CONNECTIONS_CLOSED);
                    }
                });
        connections.put(socket, thread);
        thread.start();
    }

    /** Gives the router's place to the connection, or says why not. */
    Admission claim(RouterIdentity router, BmpConnection connection) {
        synchronized (places) {
            BmpConnection holder = places.get(router.name());
            if (holder != null && !holder.source().equals(connection.source())) {
                return new Admission.Refused(Refusal.CONNECTED_ELSEWHERE);
            }
            if (holder != null && !holder.opened()) {
                // Or a router that connects again and again would leave a thread each time while its receiver waits.
                return new Admission.Refused(Refusal.STILL_OPENING);
            }
            if (holder != null) {
                superseded(router.name());
                holder.dismiss();
            }
            places.put(router.name(), connection);
        }
        waiting.leave(connection);
        return new Admission.Admitted(router);
    }

    private void forget(BmpConnection connection) {
        waiting.leave(connection);
        synchronized (places) {
            places.values().remove(connection);
        }
    }

    /** Ends the connections of routers that may not report any more, or not from there; to be called every second or so. */
    public void review() {
        Map<String, BmpConnection> now;
        synchronized (places) {
            now = Map.copyOf(places);
        }
        now.forEach((name, connection) -> {
            if (!connection.dismissed()
                    && inventory.admit(name, connection.source()) instanceof Admission.Refused(var reason)) {
                refuse(connection.source(), reason, name, ", any more");
                connection.dismiss();
            }
        });
    }

    void refuse(InetAddress source, Refusal reason, String router, String detail) {
        tally.count(reason.count());
        refusals.note(source, reason, router);
        logOnce(
                reason + " " + source,
                "Closed the BMP connection " + (router.isEmpty() ? "" : "of '" + router + "' ") + "from "
                        + source.getHostAddress() + ": " + reason.words() + detail);
    }

    void superseded(String router) {
        tally.count(BmpCount.CONNECTIONS_SUPERSEDED);
        logOnce("superseded " + router, "Another connection took over the BMP session of " + router);
    }

    void logOnce(String key, String line) {
        if (gate.opens(key)) {
            LOG.log(System.Logger.Level.WARNING, line);
        }
    }

    /** Closes the port and all connections, and waits a little for their threads to end. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        Map<Socket, Thread> open = Map.copyOf(connections);
        for (Map.Entry<Socket, Thread> connection : open.entrySet()) {
            connection.getKey().close();
            connection.getValue().interrupt();
        }
        try {
            for (Thread thread : open.values()) {
                thread.join(CLOSING);
            }
            accepting.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
