/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.registry.rpki.Vrp;

/** Bytes to messages. Whatever the bytes, the outcome is a message or an {@link RtrProtocolException}. */
final class PduDecoder {
    static final int HEADER = 8;
    /** Of any message: room for an ASPA with some 16,000 providers. */
    static final int LONGEST = 64 * 1024;
    /** The newest version known. */
    static final int NEWEST = 2;

    static final int ERROR_REPORT = 10;

    private static final int LONGEST_TEXT = 500;
    private static final int LEGACY_ASPA = 16;

    private PduDecoder() {}

    /** The length that a header claims, which is within bounds. */
    static int length(byte[] bytes, int from) throws RtrProtocolException {
        long length = ByteBuffer.wrap(bytes, from + 4, 4).getInt() & 0xFFFF_FFFFL;
        if (length < HEADER || length > LONGEST) {
            throw new RtrProtocolException(
                    RtrError.CORRUPT_DATA,
                    "length " + length + " is not in " + HEADER + "-" + LONGEST,
                    Arrays.copyOfRange(bytes, from, from + HEADER));
        }
        return (int) length;
    }

    /** One message that fills the bytes given. */
    static Pdu decode(byte[] bytes, int from, int length) throws RtrProtocolException {
        ByteBuffer body = ByteBuffer.wrap(bytes, from, length).slice();
        int version = body.get() & 0xFF;
        int type = body.get() & 0xFF;
        try {
            if (version > NEWEST && type != ERROR_REPORT) {
                throw new RtrProtocolException(RtrError.UNSUPPORTED_VERSION, "version " + version);
            }
            return decode(version, type, body);
        } catch (MalformedValueException e) {
            throw new RtrProtocolException(
                    RtrError.CORRUPT_DATA,
                    String.valueOf(e.getMessage()),
                    Arrays.copyOfRange(bytes, from, from + length));
        } catch (RtrProtocolException e) {
            throw new RtrProtocolException(
                    e.error(), String.valueOf(e.getMessage()), Arrays.copyOfRange(bytes, from, from + length));
        }
    }

    private static Pdu decode(int version, int type, ByteBuffer body) throws RtrProtocolException {
        int session = body.getShort() & 0xFFFF;
        body.getInt();
        return switch (type) {
            case 0 -> new Pdu.SerialNotify(version, session, serial(exactly(12, body)));
            case 1 -> new Pdu.SerialQuery(version, session, serial(exactly(12, body)));
            case 2 -> {
                exactly(8, body);
                yield new Pdu.ResetQuery(version);
            }
            case 3 -> {
                exactly(8, body);
                yield new Pdu.CacheResponse(version, session);
            }
            case 4 -> prefix(version, exactly(20, body), 4);
            case 6 -> prefix(version, exactly(32, body), 16);
            case 7 -> endOfData(version, session, exactly(version == 0 ? 12 : 24, body));
            case 8 -> {
                exactly(8, body);
                yield new Pdu.CacheReset(version);
            }
            case 9 -> routerKey(version, body);
            case ERROR_REPORT -> errorReport(version, session, body);
            case 11 -> aspa(version, body);
            default -> throw new RtrProtocolException(RtrError.UNSUPPORTED_PDU, "type " + type);
        };
    }

    private static ByteBuffer exactly(int length, ByteBuffer body) throws RtrProtocolException {
        check(body.capacity() == length, "length " + body.capacity() + " instead of " + length);
        return body;
    }

    private static void check(boolean sound, String otherwise) throws RtrProtocolException {
        if (!sound) {
            throw new RtrProtocolException(RtrError.CORRUPT_DATA, otherwise);
        }
    }

    private static long serial(ByteBuffer body) {
        return body.getInt() & 0xFFFF_FFFFL;
    }

    private static Asn asn(ByteBuffer body) {
        return new Asn(body.getInt() & Asn.MAX);
    }

    private static Pdu prefix(int version, ByteBuffer body, int addressBytes) {
        boolean announced = (body.get() & 1) == 1;
        int length = body.get() & 0xFF;
        int maxLength = body.get() & 0xFF;
        body.get();
        byte[] address = new byte[addressBytes];
        body.get(address);
        IpPrefix prefix = new IpPrefix(IpAddress.of(address), length);
        return new Pdu.Prefix(version, announced, Vrp.of(prefix, maxLength, asn(body)));
    }

    private static Pdu endOfData(int version, int session, ByteBuffer body) {
        long serial = serial(body);
        Pdu.Timers timers =
                version == 0 ? Pdu.Timers.DEFAULT : Pdu.Timers.seconds(serial(body), serial(body), serial(body));
        return new Pdu.EndOfData(version, session, serial, timers);
    }

    private static Pdu routerKey(int version, ByteBuffer body) throws RtrProtocolException {
        if (version == 0) {
            throw new RtrProtocolException(RtrError.UNSUPPORTED_PDU, "a router key in version 0");
        }
        check(body.capacity() >= 32, "a router key of " + body.capacity() + " bytes");
        return new Pdu.RouterKey(version);
    }

    /** Two drafts' layouts are in use: flags in the header, or flags, families and count in a word of their own. */
    private static Pdu aspa(int version, ByteBuffer body) throws RtrProtocolException {
        if (version < 2) {
            throw new RtrProtocolException(RtrError.UNSUPPORTED_PDU, "an ASPA in version " + version);
        }
        check(body.capacity() >= 12 && body.capacity() % 4 == 0, "an ASPA of " + body.capacity() + " bytes");
        int flags = body.get(2);
        int list = 0;
        boolean legacy = flags == 0 && body.capacity() >= LEGACY_ASPA;
        if (legacy) {
            flags = body.get();
            list = body.get() & 3;
            int count = body.getShort() & 0xFFFF;
            check(body.capacity() == LEGACY_ASPA + 4 * count, count + " providers do not fit");
        }
        Asn customer = asn(body);
        List<Asn> providers = new ArrayList<>(body.remaining() / 4);
        while (body.hasRemaining()) {
            providers.add(asn(body));
        }
        return new Pdu.Aspa(version, (flags & 1) == 1, list, customer, providers);
    }

    private static Pdu errorReport(int version, int code, ByteBuffer body) throws RtrProtocolException {
        check(body.remaining() >= 8, "an error report of " + body.capacity() + " bytes");
        long quoted = serial(body);
        check(quoted <= body.remaining() - 4, "an error report quotes more than it has");
        body.position(body.position() + (int) quoted);
        long length = serial(body);
        check(length <= body.remaining(), "an error report says more than it has");
        byte[] text = new byte[(int) Math.min(length, LONGEST_TEXT)];
        body.get(text);
        return new Pdu.ErrorReport(version, code, printable(new String(text, StandardCharsets.UTF_8)));
    }

    /** It goes to logs. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
