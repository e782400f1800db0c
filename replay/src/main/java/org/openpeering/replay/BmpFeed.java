/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Arrays;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.BmpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

/**
 * An edge router that reports the recorded sessions as its own (RFC 7854): their Adj-RIB-In before policy. The collector
 * closes the connection of a router that it does not know without a word, so that is what an early end is told as.
 */
final class BmpFeed implements Feed {
    private static final byte[] NOTHING = new byte[0];
    private static final int TWO_BYTE_AS = 0x20;
    private static final int HOLD_TIME = 90;
    private static final int ADD_PATH = 69;
    private static final int RECEIVES = 1;
    private static final int SENDS = 2;
    private static final int FIRST_EPHEMERAL_PORT = 50_000;
    /** Where a recording does not say the collector's AS number: one for documentation (RFC 5398). */
    private static final long LOCAL_AS = 64_496;

    private static final int CONNECT_MILLIS = 5_000;
    /** A refusal comes at once. */
    private static final int REFUSAL_MILLIS = 500;

    private final Socket socket;
    private final OutputStream out;
    private final String router;
    private boolean left;

    private BmpFeed(Socket socket, String router) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
        this.router = router;
    }

    /**
     * Connects and says who it is.
     *
     * @param source the address to connect from
     */
    static BmpFeed connect(InetSocketAddress collector, InetAddress source, String router) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.setTcpNoDelay(true);
            socket.connect(collector, CONNECT_MILLIS);
            BmpFeed feed = new BmpFeed(socket, router);
            feed.out.write(BmpMessages.initiation(router, "OpenPeering replay"));
            feed.flush();
            feed.awaitRefusal();
            return feed;
        } catch (ConnectException | SocketTimeoutException e) {
            socket.close();
            throw ReplayException.failed("Nobody takes BMP at " + shown(collector) + " (" + e.getMessage()
                    + "): is ./start running? --port names another port");
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String shown(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void awaitRefusal() throws IOException {
        socket.setSoTimeout(REFUSAL_MILLIS);
        try {
            if (socket.getInputStream().read() < 0) {
                throw refused();
            }
        } catch (SocketTimeoutException e) {
            // It listens.
        } catch (IOException e) {
            throw refused();
        }
    }

    private ReplayException refused() {
        return ReplayException.failed("The collector closed the connection of router \"" + router + "\" from "
                + socket.getLocalAddress().getHostAddress()
                + ": it has to be in the inventory with that address (local-stack/README.md has the commands), and"
                + " connected only once. GET /operator/routing/refusals says why");
    }

    @Override
    public void up(Vantage peer, boolean addPath, Instant time) throws IOException {
        long localAs = peer.localAs() == 0 ? LOCAL_AS : peer.localAs();
        int remotePort = FIRST_EPHEMERAL_PORT + Math.floorMod(peer.address().hashCode(), 10_000);
        send(BmpMessages.peerUp(
                header(peer, 4, time),
                sameFamily(peer),
                remotePort,
                open(localAs, new byte[] {127, 0, 0, 1}, addPath ? RECEIVES : 0),
                open(peer.asn(), bgpId(peer), addPath ? SENDS : 0)));
    }

    /** Tables don't say the collector's address. */
    private static byte[] sameFamily(Vantage peer) {
        return peer.local().family() == peer.address().family()
                ? peer.local().toBytes()
                : new byte[peer.address().toBytes().length];
    }

    private static byte[] open(long asn, byte[] bgpId, int addPathMode) {
        ByteWriter paths = new ByteWriter();
        for (int afi : new int[] {BgpMessages.AFI_IPV4, BgpMessages.AFI_IPV6}) {
            paths.u16(afi).u8(1).u8(addPathMode);
        }
        return BgpMessages.open(
                asn,
                HOLD_TIME,
                bgpId,
                BgpMessages.multiprotocol(BgpMessages.AFI_IPV4),
                BgpMessages.multiprotocol(BgpMessages.AFI_IPV6),
                BgpMessages.fourOctetAs(asn),
                addPathMode == 0 ? NOTHING : BgpMessages.capability(ADD_PATH, paths.bytes()));
    }

    /** Recordings of messages don't say it. */
    private static byte[] bgpId(Vantage peer) {
        return Arrays.copyOf(peer.address().toBytes(), 4);
    }

    private static byte[] header(Vantage peer, int asWidth, Instant time) {
        int family = peer.address().family() == Family.IPV6 ? BmpMessages.IPV6_PEER : 0;
        int width = asWidth == 4 ? 0 : TWO_BYTE_AS;
        return BmpMessages.peerHeader(0, family | width, 0, peer.address().toBytes(), peer.asn(), bgpId(peer), time);
    }

    @Override
    public void update(Vantage peer, int asWidth, boolean addPath, byte[] bytes, int from, int to, Instant time)
            throws IOException {
        send(BmpMessages.routeMonitoring(header(peer, asWidth, time), Arrays.copyOfRange(bytes, from, to)));
    }

    @Override
    public void endOfTable(Vantage peer, Family family, Instant time) throws IOException {
        byte[] attributes = family == Family.IPV4
                ? NOTHING
                : BgpMessages.attribute(BgpMessages.OPTIONAL, 15, BgpMessages.unreach(BgpMessages.AFI_IPV6, NOTHING));
        byte[] marker = BgpMessages.update(NOTHING, attributes, NOTHING);
        send(BmpMessages.routeMonitoring(header(peer, 4, time), marker));
    }

    /** The remote end closed, without a NOTIFICATION. */
    @Override
    public void down(Vantage peer, Instant time) throws IOException {
        send(BmpMessages.peerDown(header(peer, 4, time), new byte[] {4}));
    }

    /** A message of BMP as it is. */
    synchronized void send(byte[] message) throws IOException {
        try {
            out.write(message);
        } catch (IOException e) {
            throw refused();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw refused();
        }
    }

    /** Says goodbye. */
    @Override
    public synchronized void close() throws IOException {
        if (!left) {
            left = true;
            try (socket) {
                out.write(BmpMessages.termination());
                out.flush();
                socket.shutdownOutput();
                // What it has not read yet would be lost with a reset.
                socket.setSoTimeout(CONNECT_MILLIS);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketTimeoutException e) {
                // It has had its time.
            }
        }
    }
}
