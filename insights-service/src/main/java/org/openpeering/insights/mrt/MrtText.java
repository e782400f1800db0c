/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Prints a recording as {@code bgpdump -m} does: a line for each prefix that is announced or withdrawn, each route of a
 * table, and each change of a session's state. Announcements are
 *
 * <pre>BGP4MP|TIME|A|PEER|AS|PREFIX|PATH|ORIGIN|NEXT HOP|LOCAL_PREF|MED|COMMUNITIES|AG or NAG|AGGREGATOR|</pre>
 *
 * with the path identifier after the prefix where there are any. {@code MrtTextTest} compares them with its lines, and
 * tells where and why they differ.
 */
public final class MrtText implements MrtReceiver {
    private static final int FLUSH = 1 << 16;
    private static final int UPDATE = 2;
    private static final int SAFI_UNICAST = 1;
    /** Unicast, multicast, and both (RFC 2858). */
    private static final int SAFI_BOTH = 3;

    private final OutputStream out;
    private final AttributeText attributes = new AttributeText();
    private final Ascii lines = new Ascii();
    private final Ascii before = new Ascii();
    private final Ascii after = new Ascii();
    private boolean addPath;
    private long malformed;

    public MrtText(OutputStream out) {
        this.out = out;
    }

    /**
     * Prints all of a recording that is unpacked already.
     *
     * @throws IOException when it can't be written
     */
    public static MrtSummary print(InputStream recording, OutputStream out) throws IOException {
        MrtText text = new MrtText(out);
        try {
            MrtSummary summary = MrtReader.read(recording, text);
            text.flush();
            return summary;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** How many messages and routes were printed in part, or not at all, since they don't hold together. */
    public long malformed() {
        return malformed;
    }

    /** Writes the lines that wait to be many; throws UncheckedIOException when that fails. */
    public void flush() {
        try {
            lines.writeTo(out);
            lines.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void state(MrtRecord record, int old, int now) {
        start(lines, record, "STATE");
        lines.number(old).add('|').number(now).add('\n');
        flushWhenFull();
    }

    @Override
    public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
        if (entry.multicast()) {
            return;
        }
        if (!attributes.scan(bytes, from, to, record.asWidth())) {
            malformed++;
        }
        start(lines, record, "B");
        lines.address(entry.family(), entry.high(), entry.low())
                .add('/')
                .number(entry.length())
                .add('|');
        if (record.addPath()) {
            lines.number(entry.pathId() & 0xFFFF_FFFFL).add('|');
        }
        int reach = attributes.start(AttributeText.MP_REACH);
        int reachEnd = attributes.end(AttributeText.MP_REACH);
        if (attributes.has(AttributeText.MP_REACH) && reachEnd > reach) {
            // A family's first byte is zero, a next hop's length is not.
            int nextHop = bytes[reach] == 0 ? reach + 4 : reach + 1;
            int length = nextHop <= reachEnd ? bytes[nextHop - 1] & 0xFF : 0;
            attributes.columns(lines, nextHop, nextHop + length <= reachEnd ? length : 0);
        } else {
            attributes.columns(lines);
        }
        lines.add('\n');
        flushWhenFull();
    }

    @Override
    public void message(MrtRecord record, byte[] bytes, int from, int to) {
        int length = BgpMessage.length(bytes, from, to);
        if (length < 0) {
            malformed++;
        } else if (bytes[from + 18] == UPDATE && !update(record, bytes, from + BgpMessage.HEADER, from + length)) {
            malformed++;
        }
    }

    /** False when not all of it could be printed. */
    private boolean update(MrtRecord record, byte[] bytes, int from, int to) {
        int withdrawn = from + 2;
        if (withdrawn > to || withdrawn + BgpMessage.uint16(bytes, from) + 2 > to) {
            return false;
        }
        int withdrawnEnd = withdrawn + BgpMessage.uint16(bytes, from);
        int start = withdrawnEnd + 2;
        int announced = start + BgpMessage.uint16(bytes, withdrawnEnd);
        if (announced > to) {
            return false;
        }
        addPath = record.addPath();
        boolean whole = attributes.scan(bytes, start, announced, record.asWidth());
        after.clear().add('\n');
        start(before.clear(), record, "W");
        whole &= prefixes(Family.IPV4, bytes, withdrawn, withdrawnEnd);
        whole &= unreach(bytes);
        start(before.clear(), record, "A");
        if (announced < to) {
            attributes.columns(after.clear().add('|'));
            after.add('\n');
            whole &= prefixes(Family.IPV4, bytes, announced, to);
        }
        whole &= reach(bytes);
        return whole;
    }

    private boolean unreach(byte[] bytes) {
        int from = attributes.start(AttributeText.MP_UNREACH);
        int to = attributes.end(AttributeText.MP_UNREACH);
        if (!attributes.has(AttributeText.MP_UNREACH)) {
            return true;
        }
        return to - from >= 3 && (!printed(bytes, from) || prefixes(family(bytes, from), bytes, from + 3, to));
    }

    private boolean reach(byte[] bytes) {
        int from = attributes.start(AttributeText.MP_REACH);
        int to = attributes.end(AttributeText.MP_REACH);
        if (!attributes.has(AttributeText.MP_REACH)) {
            return true;
        }
        if (to - from < 5) {
            return false;
        }
        int length = bytes[from + 3] & 0xFF;
        int prefixes = from + 5 + length;
        if (prefixes > to || !printed(bytes, from)) {
            return prefixes <= to;
        }
        if (length != 4 && length != 16 && length != 32) {
            return false;
        }
        attributes.columns(after.clear().add('|'), from + 4, length);
        after.add('\n');
        return prefixes(family(bytes, from), bytes, prefixes, to);
    }

    /** What is neither IPv4 nor IPv6, or for VPNs and the like, has no line. */
    private static boolean printed(byte[] bytes, int at) {
        int afi = BgpMessage.uint16(bytes, at);
        return (afi == 1 || afi == 2) && bytes[at + 2] >= SAFI_UNICAST && bytes[at + 2] <= SAFI_BOTH;
    }

    private static Family family(byte[] bytes, int at) {
        return bytes[at + 1] == 1 ? Family.IPV4 : Family.IPV6;
    }

    private boolean prefixes(Family family, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = at + (addPath ? 4 : 0);
            int bits = length < to ? bytes[length] & 0xFF : 0;
            int end = length + 1 + ((bits + 7) >>> 3);
            if (length >= to || end > to || bits > family.bits()) {
                return false;
            }
            lines.add(before);
            network(family, bytes, length + 1, end);
            lines.add('/').number(bits);
            if (addPath) {
                lines.add('|').number(BgpMessage.uint32(bytes, at));
            }
            lines.add(after);
            flushWhenFull();
            at = end;
        }
        return true;
    }

    /** With its host bits, if they are set. */
    private void network(Family family, byte[] bytes, int from, int to) {
        long high = 0;
        long low = 0;
        for (int i = from; i < to; i++) {
            int index = i - from;
            long shifted = (bytes[i] & 0xFFL) << (56 - 8 * (index & 7));
            if (index < 8) {
                high |= shifted;
            } else {
                low |= shifted;
            }
        }
        lines.address(family, high, low);
    }

    /** {@code FORMAT|TIME|KIND|PEER|AS|}. */
    private static void start(Ascii to, MrtRecord record, String kind) {
        to.add(format(record)).add(record.addPath() ? "_AP|" : "|").number(record.seconds());
        if (record.format() == MrtFormat.BGP4MP_ET) {
            to.add('.').micros(record.micros());
        }
        to.add('|')
                .add(kind)
                .add('|')
                .address(record.peer())
                .add('|')
                .number(record.peerAs())
                .add('|');
    }

    private static String format(MrtRecord record) {
        boolean sent = record.sent() && !record.addPath();
        return switch (record.format()) {
            case TABLE_DUMP -> "TABLE_DUMP";
            case TABLE_DUMP_V2 -> "TABLE_DUMP2";
            case BGP4MP -> sent ? "BGP4MP_LOCAL" : "BGP4MP";
            case BGP4MP_ET -> sent ? "BGP4MP_ET_LOCAL" : "BGP4MP_ET";
        };
    }

    private void flushWhenFull() {
        if (lines.length() >= FLUSH) {
            flush();
        }
    }
}
