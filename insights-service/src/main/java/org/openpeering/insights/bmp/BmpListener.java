/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The port routers connect to. Each connection is read by a virtual thread of its own, up to a limit; what is over the
 * limit, unknown, silent or no BMP is closed and counted, and logged at most once an hour for each offender.
 */
public final class BmpListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BmpListener.class.getName());
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /**
     * What a listener needs to know.
     *
     * @param host address to listen on
     * @param port 0 for any free one
     * @param maxConnections routers at the same time
     * @param maxMessageLength bytes of the longest BMP message
     * @param initiationTimeout from connect to a complete Initiation message
     */
    public record Settings(
            String host, int port, int maxConnections, int maxMessageLength, Duration initiationTimeout) {
        /** Loopback port 11019, 256 routers, 1 MiB, 10 s. */
        public static final Settings DEFAULT = new Settings("127.0.0.1", 11019, 256, 1 << 20, Duration.ofSeconds(10));
    }

    private final Settings settings;
    private final RouterInventory inventory;
    private final BmpReceiver receiver;
    private final InstantSource clock;
    private final Tally<BmpCount> tally = new Tally<>(BmpCount.class);
    private final LogGate gate;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final ServerSocket server;
    private final Thread accepting;
    private volatile boolean closed;

    private BmpListener(Settings settings, RouterInventory inventory, BmpReceiver receiver, InstantSource clock)
            throws IOException {
        this.settings = settings;
        this.inventory = inventory;
        this.receiver = receiver;
        this.clock = clock;
        this.gate = new LogGate(clock);
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

    private void accept() {
        while (!closed) {
            try {
                take(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    // Out of file handles, most likely; waiting is what can be done about it.
                    logOnce("accept", "Cannot accept BMP connections: " + e);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void take(Socket socket) throws IOException {
        if (connections.size() >= settings.maxConnections()) {
            tally.count(BmpCount.CONNECTIONS_REFUSED_TOO_MANY);
            logOnce(
                    "limit",
                    "Refused a BMP connection from " + socket.getInetAddress().getHostAddress() + ": all "
                            + settings.maxConnections() + " places are taken");
            socket.close();
            return;
        }
        tally.count(BmpCount.CONNECTIONS_ACCEPTED);
        BmpConnection connection =
                new BmpConnection(socket, settings, inventory, receiver, clock, tally, this::logOnce);
        Thread thread = Thread.ofVirtual()
                .name("bmp-" + socket.getRemoteSocketAddress())
                .unstarted(() -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(socket);
                        tally.count(BmpCount.CONNECTIONS_CLOSED);
                    }
                });
        connections.put(socket, thread);
        thread.start();
    }

    private void logOnce(String key, String line) {
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
