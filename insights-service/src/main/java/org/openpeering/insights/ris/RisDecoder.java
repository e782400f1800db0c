/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.monitored.MonitoredTrie;

/**
 * Reads messages of RIS Live (ris-live.ripe.net/manual), one after the other, and makes UPDATEs of them: no tree and, in
 * the steady state, no object is made. Belongs to one thread and keeps what the last message said.
 *
 * <p>No input makes it throw, and what it keeps is bounded by the largest message there was. What cannot be read is left
 * out and counted ({@link #leftOut}): a prefix or an attribute by itself, the announcements if it is their AS path, the
 * message if it is who says so. A next hop that cannot be read becomes 0.0.0.0 or ::, since a route that is left out could
 * be a hijack. Checked against a reading by tree in {@code RisDecoderTest}.
 */
final class RisDecoder {
    private static final int LONGEST_ERROR = 200;
    /** Routes to half the Internet say nothing of a prefix in it. */
    private static final int SHORTEST_IPV4 = 8;

    private static final int SHORTEST_IPV6 = 16;

    private final MonitoredTrie watched;
    private final JsonCursor cursor = new JsonCursor();
    private final AddressText address = new AddressText();
    private final AddressText nextHop = new AddressText();
    private final SentAttributes attributes = new SentAttributes();
    private final PrefixRuns withdrawn4 = new PrefixRuns(Family.IPV4);
    private final PrefixRuns withdrawn6 = new PrefixRuns(Family.IPV6);
    private final PrefixRuns announced4 = new PrefixRuns(Family.IPV4);
    private final PrefixRuns announced6 = new PrefixRuns(Family.IPV6);
    private final UpdateWriter writer = new UpdateWriter();
    private final RisPeers peers = new RisPeers();
    private final RisPeers.Name host = new RisPeers.Name();
    private final RisPeers.Name peerText = new RisPeers.Name();

    private RisMessage envelope = RisMessage.OTHER;
    private RisMessage inner = RisMessage.OTHER;
    private boolean down;
    private long peerAsn;
    private @Nullable RisPeer peer;
    private long timestamp;
    private String error = "";
    private int leftOut;

    /** @param watched prefixes that are of interest: routes that say nothing of any are passed over */
    RisDecoder(MonitoredTrie watched) {
        this.watched = watched;
    }

    /** Reads the message in these bytes. */
    RisMessage decode(byte[] bytes, int from, int to) {
        envelope = RisMessage.OTHER;
        clear();
        cursor.begin(bytes, from, to);
        try {
            read();
        } catch (JsonCursor.NotJson e) {
            return RisMessage.NOT_JSON;
        }
        return conclude();
    }

    private void clear() {
        inner = RisMessage.OTHER;
        down = false;
        host.clear();
        peerText.clear();
        peerAsn = -1;
        peer = null;
        timestamp = 0;
        error = "";
        leftOut = 0;
        attributes.clear();
        forgetWithdrawn();
        forgetAnnounced();
    }

    private void forgetWithdrawn() {
        withdrawn4.clear();
        withdrawn6.clear();
    }

    private void forgetAnnounced() {
        announced4.clear();
        announced6.clear();
    }

    private void read() {
        cursor.expectObject();
        for (boolean first = true; cursor.member(first); first = false) {
            if (cursor.is("type")) {
                envelope = type();
            } else if (cursor.is("data")) {
                clear();
                data();
            } else {
                cursor.skip();
            }
        }
        cursor.expectEnd();
    }

    private RisMessage type() {
        if (!cursor.string()) {
            cursor.skip();
            return RisMessage.OTHER;
        }
        if (cursor.is("ris_message")) {
            return RisMessage.UPDATE;
        }
        return cursor.is("ris_error")
                ? RisMessage.ERROR
                : cursor.is("ris_subscribe_ok") ? RisMessage.SUBSCRIBED : RisMessage.OTHER;
    }

    private void data() {
        if (!cursor.object()) {
            cursor.skip();
            return;
        }
        for (boolean first = true; cursor.member(first); first = false) {
            if (cursor.is("timestamp")) {
                timestamp = readTimestamp();
            } else if (cursor.is("peer")) {
                name(peerText);
            } else if (cursor.is("peer_asn")) {
                peerAsn = SentAttributes.number(cursor, 0xFFFF_FFFFL);
            } else if (cursor.is("host")) {
                name(host);
            } else if (cursor.is("type")) {
                inner = innerType();
            } else if (cursor.is("path")) {
                attributes.readPath(cursor);
            } else if (cursor.is("community")) {
                attributes.readCommunities(cursor);
            } else if (cursor.is("origin")) {
                attributes.readOrigin(cursor);
            } else if (cursor.is("med")) {
                attributes.readMed(cursor);
            } else if (cursor.is("aggregator")) {
                attributes.readAggregator(cursor);
            } else if (cursor.is("announcements")) {
                announcements();
            } else if (cursor.is("withdrawals")) {
                forgetWithdrawn();
                prefixes(withdrawn4, withdrawn6);
            } else if (cursor.is("state")) {
                down = cursor.string() ? cursor.is("down") : skipped();
            } else if (cursor.is("message")) {
                error = errorText();
            } else {
                cursor.skip();
            }
        }
    }

    private boolean skipped() {
        cursor.skip();
        return false;
    }

    private RisMessage innerType() {
        if (!cursor.string()) {
            cursor.skip();
            return RisMessage.OTHER;
        }
        return cursor.is("UPDATE")
                ? RisMessage.UPDATE
                : cursor.is("RIS_PEER_STATE") || cursor.is("STATE") ? RisMessage.PEER_DOWN : RisMessage.OTHER;
    }

    private void name(RisPeers.Name name) {
        if (cursor.string()) {
            name.take(cursor);
        } else {
            name.clear();
            cursor.skip();
        }
    }

    /** Microseconds since 1970, 0 for what is none; the fraction beyond is cut off. */
    private long readTimestamp() {
        if (!cursor.number()) {
            cursor.skip();
            return 0;
        }
        byte[] text = cursor.text();
        int point = cursor.textFrom();
        while (point < cursor.textTo() && text[point] != '.') {
            point++;
        }
        long seconds = JsonCursor.unsigned(text, cursor.textFrom(), point, 0xFFFF_FFFFL);
        int end = Math.min(point + 7, cursor.textTo());
        long fraction = end <= point + 1 ? 0 : JsonCursor.unsigned(text, point + 1, end, 999_999);
        for (int digits = end - point - 1; digits < 6; digits++) {
            fraction *= 10;
        }
        return seconds < 0 || fraction < 0 ? 0 : seconds * 1_000_000 + fraction;
    }

    /** Cut, and without what a log or a terminal would take for a command. */
    private String errorText() {
        if (!cursor.string()) {
            cursor.skip();
            return "";
        }
        int length = Math.min(cursor.textTo() - cursor.textFrom(), LONGEST_ERROR);
        return new String(cursor.text(), cursor.textFrom(), length, UTF_8).replaceAll("\\p{C}", "?");
    }

    private void announcements() {
        forgetAnnounced();
        if (!cursor.array()) {
            leftOut++;
            cursor.skip();
            return;
        }
        for (boolean first = true; cursor.element(first); first = false) {
            if (cursor.object()) {
                announcement();
            } else {
                leftOut++;
                cursor.skip();
            }
        }
    }

    private void announcement() {
        announced4.begin();
        announced6.begin();
        boolean hop = false;
        for (boolean first = true; cursor.member(first); first = false) {
            if (cursor.is("next_hop")) {
                hop = nextHop();
            } else if (cursor.is("prefixes")) {
                prefixes(announced4, announced6);
            } else {
                cursor.skip();
            }
        }
        close(announced4, hop);
        close(announced6, hop);
    }

    private void close(PrefixRuns runs, boolean hop) {
        if (hop) {
            runs.close(nextHop);
        } else {
            runs.closeWithout();
        }
    }

    /** Two may stand there with a comma in between, global and link-local: the global one counts (RFC 2545 section 3). */
    private boolean nextHop() {
        if (!cursor.string()) {
            leftOut++;
            cursor.skip();
            return false;
        }
        byte[] text = cursor.text();
        boolean found = false;
        for (int from = cursor.textFrom(), comma; from <= cursor.textTo(); from = comma + 1) {
            comma = from;
            while (comma < cursor.textTo() && text[comma] != ',') {
                comma++;
            }
            boolean better =
                    address.address(text, from, comma) && (!found || (nextHop.linkLocal() && !address.linkLocal()));
            if (better) {
                nextHop.set(address);
                found = true;
            }
        }
        leftOut += found ? 0 : 1;
        return found;
    }

    private void prefixes(PrefixRuns ipv4, PrefixRuns ipv6) {
        if (!cursor.array()) {
            leftOut++;
            cursor.skip();
            return;
        }
        for (boolean first = true; cursor.element(first); first = false) {
            if (!cursor.string()) {
                leftOut++;
                cursor.skip();
            } else if (!address.prefix(cursor.text(), cursor.textFrom(), cursor.textTo())) {
                leftOut++;
            } else if (concerns()) {
                (address.family() == Family.IPV4 ? ipv4 : ipv6).add(address);
            }
        }
    }

    private boolean concerns() {
        int shortest = address.family() == Family.IPV4 ? SHORTEST_IPV4 : SHORTEST_IPV6;
        return address.length() >= shortest
                && watched.overlaps(address.high(), address.low(), address.length(), address.family());
    }

    private RisMessage conclude() {
        if (envelope != RisMessage.UPDATE) {
            return envelope;
        }
        if (inner == RisMessage.OTHER || (inner == RisMessage.PEER_DOWN && !down)) {
            return RisMessage.OTHER;
        }
        peer = peers.find(host, peerText, peerAsn);
        if (peer == null) {
            return RisMessage.UNREADABLE;
        }
        boolean announces = announced4.count() + announced6.count() > 0;
        if (announces && !attributes.pathKnown()) {
            leftOut++;
            announces = false;
            forgetAnnounced();
        }
        leftOut += attributes.leftOut();
        boolean withdraws = withdrawn4.count() + withdrawn6.count() > 0;
        if (inner == RisMessage.UPDATE && !announces && !withdraws) {
            return leftOut > 0 ? RisMessage.UNREADABLE : RisMessage.OTHER;
        }
        if (inner == RisMessage.UPDATE) {
            writer.write(withdrawn4, withdrawn6, announced4, announced6, attributes);
        }
        return inner;
    }

    /** Whose message it was; of UPDATE and PEER_DOWN. */
    RisPeer peer() {
        return Objects.requireNonNull(peer);
    }

    /** The collector's time, microseconds since 1970, 0 for none: evidence only. */
    long timestamp() {
        return timestamp;
    }

    /** Of UPDATE: UPDATE messages one behind the other up to {@link #length}; good until the next message is read. */
    byte[] updates() {
        return writer.bytes();
    }

    int length() {
        return writer.length();
    }

    /** What the server says is wrong, cut and without control characters; of ERROR. */
    String error() {
        return error;
    }

    /** Parts of the message that could not be read. */
    int leftOut() {
        return leftOut;
    }
}
