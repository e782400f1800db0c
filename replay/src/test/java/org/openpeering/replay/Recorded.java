/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

/** Writes small recordings: a table of two peers, and messages of one of them. */
final class Recorded {
    static final long SECONDS = 1_500_000_000L;
    static final byte[] NOTHING = new byte[0];
    static final byte[] PEER = address("192.0.2.1");
    static final byte[] OTHER = address("2001:db8::1");
    static final long PEER_AS = 64_500;
    static final long OTHER_AS = 70_002;
    private static final byte[] LOCAL = address("192.0.2.2");
    private static final long LOCAL_AS = 64_499;

    private Recorded() {}

    static byte[] address(String text) {
        return InetAddress.ofLiteral(text).getAddress();
    }

    static Path file(Path folder, byte[]... records) throws IOException {
        Path file = folder.resolve("recording");
        ByteWriter all = new ByteWriter();
        for (byte[] record : records) {
            all.raw(record);
        }
        return Files.write(file, all.bytes());
    }

    private static byte[] record(int type, int subtype, byte[] body) {
        return new ByteWriter()
                .u32(SECONDS)
                .u16(type)
                .u16(subtype)
                .u32(body.length)
                .raw(body)
                .bytes();
    }

    /** The peers of the table: one of IPv4 and one of IPv6. */
    static byte[] peers() {
        return record(
                13,
                1,
                new ByteWriter()
                        .u32(1)
                        .u16(0)
                        .u16(2)
                        .u8(2)
                        .u32(1)
                        .raw(PEER)
                        .u32(PEER_AS)
                        .u8(3)
                        .u32(2)
                        .raw(OTHER)
                        .u32(OTHER_AS)
                        .bytes());
    }

    /** A route of the table. */
    static byte[] route(int peer, boolean ipv6, byte[] nlri, byte[] attributes) {
        return record(
                13,
                ipv6 ? 4 : 2,
                new ByteWriter()
                        .u32(1)
                        .raw(nlri)
                        .u16(1)
                        .u16(peer)
                        .u32(SECONDS)
                        .sized16(attributes)
                        .bytes());
    }

    /** A message of {@link #PEER}, or with subtype 5 two states of it. */
    static byte[] session(int subtype, byte[] content) {
        return record(
                16,
                subtype,
                new ByteWriter()
                        .u32(PEER_AS)
                        .u32(LOCAL_AS)
                        .u16(0)
                        .u16(1)
                        .raw(PEER)
                        .raw(LOCAL)
                        .raw(content)
                        .bytes());
    }

    static byte[] announcement(String network, int length, long origin) {
        return session(
                4,
                BgpMessages.update(NOTHING, attributes(PEER_AS, origin), BgpMessages.nlri(address(network), length)));
    }

    static byte[] withdrawal(String network, int length) {
        return session(4, BgpMessages.update(BgpMessages.nlri(address(network), length), NOTHING, NOTHING));
    }

    /** ORIGIN, AS_PATH, NEXT_HOP, one community. */
    static byte[] attributes(long... path) {
        ByteWriter sequence = new ByteWriter().u8(2).u8(path.length);
        for (long asn : path) {
            sequence.u32(asn);
        }
        int transitive = BgpMessages.TRANSITIVE;
        return new ByteWriter()
                .raw(BgpMessages.attribute(transitive, 1, new byte[] {0}))
                .raw(BgpMessages.attribute(transitive, 2, sequence.bytes()))
                .raw(BgpMessages.attribute(transitive, 3, PEER))
                .raw(BgpMessages.attribute(
                        BgpMessages.OPTIONAL | transitive,
                        8,
                        new ByteWriter().u16(64_500).u16(7).bytes()))
                .bytes();
    }

    /** ORIGIN, AS_PATH and the next hop as TABLE_DUMP_V2 has it for IPv6. */
    static byte[] attributes6(long... path) {
        ByteWriter sequence = new ByteWriter().u8(2).u8(path.length);
        for (long asn : path) {
            sequence.u32(asn);
        }
        return new ByteWriter()
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 1, new byte[] {0}))
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 2, sequence.bytes()))
                .raw(BgpMessages.attribute(
                        BgpMessages.OPTIONAL, 14, new ByteWriter().sized8(OTHER).bytes()))
                .bytes();
    }
}
