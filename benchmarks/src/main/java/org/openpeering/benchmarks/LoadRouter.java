/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.BmpMessages;

/** A router that reports as fast as it is read; one thread writes. */
final class LoadRouter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long FIRST_ASN = 1_000_000;
    private static final byte[] LOCAL = {(byte) 198, 51, 100, 1};

    private final Socket socket = new Socket();
    private final OutputStream out;

    LoadRouter(String name, InetSocketAddress bmp) {
        try {
            socket.connect(bmp);
            out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            out.write(BmpMessages.initiation(name, "load"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The AS of a peer. */
    static long asn(int peer) {
        return FIRST_ASN + peer;
    }

    private static byte[] address(int peer) {
        return ByteBuffer.allocate(4)
                .putInt((172 << 24) + (16 << 16) + peer + 1)
                .array();
    }

    private static byte[] header(int peer) {
        return BmpMessages.peerHeader(0, 0, 0, address(peer), asn(peer), address(peer), Instant.now());
    }

    void peerUp(int peer) {
        byte[] sent = open(8075, LOCAL);
        byte[] received = open(asn(peer), address(peer));
        write(BmpMessages.peerUp(header(peer), LOCAL, 50_000, sent, received));
    }

    private static byte[] open(long asn, byte[] bgpId) {
        return BgpMessages.open(
                asn, 90, bgpId, BgpMessages.multiprotocol(BgpMessages.AFI_IPV4), BgpMessages.fourOctetAs(asn));
    }

    /**
     * Announces IPv4 networks.
     *
     * @param path without the peer, which comes first by itself
     * @param nlri networks as RFC 4271 section 4.3 has them
     */
    void announce(int peer, byte[] nlri, long... path) {
        ByteBuffer segment = ByteBuffer.allocate(6 + 4 * path.length)
                .put((byte) 2)
                .put((byte) (path.length + 1))
                .putInt((int) asn(peer));
        for (long hop : path) {
            segment.putInt((int) hop);
        }
        byte[] origin = BgpMessages.attribute(BgpMessages.TRANSITIVE, 1, new byte[] {0});
        byte[] asPath = BgpMessages.attribute(BgpMessages.TRANSITIVE, 2, segment.array());
        byte[] nextHop = BgpMessages.attribute(BgpMessages.TRANSITIVE, 3, address(peer));
        byte[] attributes = ByteBuffer.allocate(origin.length + asPath.length + nextHop.length)
                .put(origin)
                .put(asPath)
                .put(nextHop)
                .array();
        write(BmpMessages.routeMonitoring(header(peer), BgpMessages.update(new byte[0], attributes, nlri)));
    }

    void endOfRib(int peer) {
        write(BmpMessages.routeMonitoring(header(peer), BgpMessages.update(new byte[0], new byte[0], new byte[0])));
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] message) {
        try {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says goodbye; what it reported is out of sight then. */
    @Override
    public void close() {
        try (socket) {
            out.write(BmpMessages.termination());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
