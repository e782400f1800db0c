/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.Vrp;

/** What a cache sends, in bytes. */
final class PduBytes {
    private PduBytes() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer pdu) {
        byte[] bytes = new byte[pdu.capacity()];
        pdu.get(0, bytes);
        return bytes;
    }

    static byte[] notify(int version, int session, int serial) {
        return PduEncoder.header(version, 0, session, 12).putInt(serial).array();
    }

    static byte[] response(int version, int session) {
        return PduEncoder.header(version, 3, session, 8).array();
    }

    static Vrp vrp(String prefix, int maxLength, long asn) {
        return Vrp.of(IpPrefix.parse(prefix), maxLength, new Asn(asn));
    }

    static byte[] announce(int version, Vrp vrp) {
        return PduEncoder.prefix(version, true, vrp);
    }

    static byte[] withdraw(int version, Vrp vrp) {
        return PduEncoder.prefix(version, false, vrp);
    }

    static byte[] end(int version, int session, int serial) {
        return end(version, session, serial, 3600);
    }

    static byte[] end(int version, int session, int serial, int refresh) {
        return end(version, session, serial, refresh, 600);
    }

    static byte[] end(int version, int session, int serial, int refresh, int retry) {
        ByteBuffer pdu = PduEncoder.header(version, 7, session, version == 0 ? 12 : 24);
        pdu.putInt(serial);
        if (version > 0) {
            pdu.putInt(refresh).putInt(retry).putInt(7200);
        }
        return bytes(pdu);
    }

    static byte[] cacheReset(int version) {
        return PduEncoder.header(version, 8, 0, 8).array();
    }

    static byte[] aspa(boolean announced, long customer, long... providers) {
        ByteBuffer pdu = PduEncoder.header(2, 11, announced ? 0x100 : 0, 12 + 4 * providers.length)
                .putInt((int) customer);
        for (long provider : providers) {
            pdu.putInt((int) provider);
        }
        return bytes(pdu);
    }

    /** As drafts before the 10th have it. */
    static byte[] earlyAspa(boolean announced, int family, long customer, long... providers) {
        ByteBuffer pdu = PduEncoder.header(2, 11, 0, 16 + 4 * providers.length)
                .put((byte) (announced ? 1 : 0))
                .put((byte) family)
                .putShort((short) providers.length)
                .putInt((int) customer);
        for (long provider : providers) {
            pdu.putInt((int) provider);
        }
        return bytes(pdu);
    }

    static byte[] routerKey(int version) {
        return PduEncoder.header(version, 9, 0x100, 40).array();
    }

    static byte[] error(int version, int code, String text) {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        return PduEncoder.header(version, 10, code, 16 + words.length)
                .putInt(0)
                .putInt(words.length)
                .put(words)
                .array();
    }
}
