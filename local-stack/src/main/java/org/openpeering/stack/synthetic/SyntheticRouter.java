/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An edge router that reports to a BMP collector: keeps the TCP connection, its peers and what they announce.
 *
 * <p>What is said while there is no connection is not lost: like a real router it tells the whole state, Peer Up, the
 * routes and End-of-RIB of each peer, whenever a connection begins. A peer that goes down keeps its routes to itself and
 * announces them again when it comes back. Held by {@code SyntheticRouterTest}.
 */
public final class SyntheticRouter implements AutoCloseable {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
    private static final int HOLD_TIME = 90;
    private static final int FIRST_EPHEMERAL_PORT = 50_000;

    private final String sysName;
    private final InetSocketAddress collector;
    private final @Nullable InetAddress source;
    private final long asn;
    private final InetAddress bgpId;

    private final Map<Peer, Table> peers = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable Socket socket;
    private @Nullable Thread keeper;

    /** What a peer announces, and whether its session is up. */
    private static final class Table {
        private final Map<String, Route> routes = new LinkedHashMap<>();
        private boolean up;
    }

    /**
     * @param sysName the name under which the operator knows it
     * @param source the local address to connect from; null for the system's choice
     * @param asn of the router's network
     * @param bgpId the router's BGP identifier, an IPv4 address
     */
    public SyntheticRouter(
            String sysName, InetSocketAddress collector, @Nullable InetAddress source, long asn, InetAddress bgpId) {
        this.sysName = sysName;
        this.collector = collector;
        this.source = source;
        this.asn = asn;
        this.bgpId = bgpId;
    }

    public String sysName() {
        return sysName;
    }

    /** Begins to connect, and to connect again whenever the connection is lost, until closed. */
    public synchronized SyntheticRouter start() {
        if (keeper == null) {
            keeper = Thread.ofVirtual().name("router " + sysName).start(this::keepConnected);
        }
        return this;
    }

    /** How many connections there were, the present one included. */
    public int connections() {
        return connections.get();
    }

    public synchronized boolean isConnected() {
        return socket != null;
    }

    public synchronized void peerUp(Peer peer) {
        Table table = peers.computeIfAbsent(peer, _ -> new Table());
        if (!table.up) {
            table.up = true;
            send(up(peer));
            table.routes.values().forEach(route -> send(announced(peer, route)));
            endOfRib(peer);
        }
    }

    /** Ends the session; all its routes go with it. */
    public synchronized void peerDown(Peer peer, PeerDown reason) {
        Table table = table(peer);
        if (table.up) {
            table.up = false;
            send(BmpMessages.peerDown(peer, reason, Instant.now()));
        }
    }

    /** Announces, or replaces what was announced for the prefix. */
    public synchronized void announce(Peer peer, Route route) {
        Table table = table(peer);
        table.routes.put(route.prefix(), route);
        if (table.up) {
            send(announced(peer, route));
        }
    }

    public synchronized void withdraw(Peer peer, String prefix) {
        Table table = table(peer);
        if (table.routes.remove(prefix) != null && table.up) {
            send(monitoring(peer, BgpMessages.withdrawal(prefix)));
        }
    }

    /** Of each family that the session speaks of (RFC 4724 section 3). */
    public synchronized void endOfRib(Peer peer) {
        send(monitoring(peer, BgpMessages.endOfRib(false)));
        send(monitoring(peer, BgpMessages.endOfRib(true)));
    }

    public synchronized void statistics(Peer peer) {
        send(BmpMessages.statistics(peer, table(peer).routes.size(), Instant.now()));
    }

    /** Bytes as they are, for those who want to break the protocol. */
    public synchronized void sendRaw(byte[] bytes) {
        send(bytes);
    }

    /** Cuts the connection without a word, as a lost line does; it is made again at once. */
    public synchronized void drop() {
        closeSocket();
    }

    /** Says goodbye and stops. */
    @Override
    public void close() {
        synchronized (this) {
            closed.countDown();
            send(BmpMessages.termination());
            closeSocket();
        }
    }

    private void keepConnected() {
        do {
            try (Socket connection = new Socket()) {
                if (source != null) {
                    connection.bind(new InetSocketAddress(source, 0));
                }
                connection.setTcpNoDelay(true);
                connection.connect(collector, 5_000);
                tellEverything(connection);
                connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                System.getLogger(sysName).log(System.Logger.Level.DEBUG, "connection lost", e);
            }
            forget();
        } while (!closedWithin(BETWEEN_ATTEMPTS));
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private synchronized void tellEverything(Socket connection) {
        if (closed.getCount() == 0) {
            return;
        }
        socket = connection;
        connections.incrementAndGet();
        send(BmpMessages.initiation(sysName, "OpenPeering synthetic router"));
        peers.forEach((peer, table) -> {
            if (table.up) {
                send(up(peer));
                table.routes.values().forEach(route -> send(announced(peer, route)));
                endOfRib(peer);
            }
        });
    }

    private synchronized void forget() {
        socket = null;
    }

    private byte[] up(Peer peer) {
        byte[] sent = BgpMessages.open(asn, HOLD_TIME, bgpId);
        byte[] received = BgpMessages.open(peer.asn(), HOLD_TIME, peer.bgpId());
        int remotePort = FIRST_EPHEMERAL_PORT + Math.floorMod(peer.address().hashCode(), 10_000);
        return BmpMessages.peerUp(peer, sent, received, remotePort, Instant.now());
    }

    private static byte[] announced(Peer peer, Route route) {
        return monitoring(peer, BgpMessages.announcement(route));
    }

    private static byte[] monitoring(Peer peer, byte[] update) {
        return BmpMessages.routeMonitoring(peer, update, Instant.now());
    }

    private Table table(Peer peer) {
        Table table = peers.get(peer);
        if (table == null) {
            throw new IllegalArgumentException(sysName + " never had a session with " + peer);
        }
        return table;
    }

    /** Writes when there is a connection; a failed write ends it, and the next one tells everything. */
    private synchronized void send(byte[] message) {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            current.getOutputStream().write(message);
        } catch (IOException e) {
            closeSocket();
        }
    }

    private synchronized void closeSocket() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                System.getLogger(sysName).log(System.Logger.Level.DEBUG, "close", e);
            }
        }
    }
}
