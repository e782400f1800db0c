/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.Vrp;

/** What a client sends. */
final class PduEncoder {
    private static final int LONGEST_QUOTE = 1024;

    private PduEncoder() {}

    static byte[] resetQuery(int version) {
        return header(version, 2, 0, 8).array();
    }

    static byte[] serialQuery(int version, int session, long serial) {
        return header(version, 1, session, 12).putInt((int) serial).array();
    }

    static byte[] errorReport(int version, RtrProtocolException failure) {
        byte[] quote = Arrays.copyOf(failure.pdu(), Math.min(failure.pdu().length, LONGEST_QUOTE));
        byte[] text = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
        return header(version, 10, failure.error().code(), 16 + quote.length + text.length)
                .putInt(quote.length)
                .put(quote)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** As a cache sends it; for quotes in error reports. */
    static byte[] prefix(int version, boolean announced, Vrp vrp) {
        IpPrefix prefix = vrp.prefix();
        byte[] address = prefix.network().toBytes();
        return header(version, address.length == 4 ? 4 : 6, 0, 16 + address.length)
                .put((byte) (announced ? 1 : 0))
                .put((byte) prefix.length())
                .put((byte) vrp.maxLength())
                .put((byte) 0)
                .put(address)
                .putInt((int) vrp.asn().value())
                .array();
    }

    static ByteBuffer header(int version, int type, int session, int length) {
        return ByteBuffer.allocate(length)
                .put((byte) version)
                .put((byte) type)
                .putShort((short) session)
                .putInt(length);
    }
}
