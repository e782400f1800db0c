/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Answered;
import org.openpeering.contract.insights.RouteChange.FeedGap;
import org.openpeering.contract.insights.RouteChange.PeerTable;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChange.Withdrawn;
import org.openpeering.contract.insights.RouteChangeBatch.Attributes;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;

/** Reads what {@link RouteChangeWriter} has written. What occurs several times in a message is one object. */
public final class RouteChangeReader {
    private final byte[] bytes;
    private int at = 1;
    private final List<IpPrefix> prefixes = new ArrayList<>();
    private final List<SessionId> sessions = new ArrayList<>();
    private final List<Speaker> speakers = new ArrayList<>();
    private final List<Attributes> attributes = new ArrayList<>();
    private long second;

    private RouteChangeReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws MalformedValueException for anything else, also where a part of it could be read */
    public static RouteChangeBatch read(byte[] message) {
        if (!RouteChangeBatch.is(message)) {
            throw new MalformedValueException("route changes of a version other than " + RouteChangeBatch.VERSION);
        }
        RouteChangeReader reader = new RouteChangeReader(message);
        List<Entry> entries = new ArrayList<>();
        try {
            while (reader.at < message.length) {
                entries.add(reader.entry());
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedValueException("route changes with an impossible time");
        }
        return new RouteChangeBatch(entries);
    }

    private Entry entry() {
        int kind = octet();
        boolean covering = (kind & RouteChangeBatch.COVERING) != 0;
        IpPrefix monitored = covering ? null : prefix();
        Instant arrived = time();
        Speaker by = (kind & RouteChangeBatch.SPOKEN) == 0 ? null : known(speakers, this::newSpeaker);
        RouteChange change = switch (kind & RouteChangeBatch.KIND) {
            case RouteChangeBatch.ANNOUNCED -> announced(monitored, arrived, by, (kind & RouteChangeBatch.MARKED) != 0);
            case RouteChangeBatch.WITHDRAWN -> withdrawn(monitored, arrived, by);
            case RouteChangeBatch.SYNCED -> new Synced(required(monitored), arrived, signed(), list(this::text), by);
            case RouteChangeBatch.PEER_TABLE -> table(required(monitored), arrived, by);
            case RouteChangeBatch.ANSWERED ->
                new Answered(required(monitored), arrived, signed(), list(this::text), by);
            case RouteChangeBatch.FEED_GAP ->
                new FeedGap(required(monitored), arrived, text(), number() == 0 ? null : time(), by);
            default -> throw new MalformedValueException("a route change of kind " + kind);
        };
        return new Entry(change, covering);
    }

    private static IpPrefix required(@Nullable IpPrefix monitored) {
        if (monitored == null) {
            throw new MalformedValueException("what is told of no route can't cover anything");
        }
        return monitored;
    }

    private Announced announced(@Nullable IpPrefix monitored, Instant arrived, @Nullable Speaker by, boolean marked) {
        IpPrefix prefix = prefix();
        long pathId = number();
        SessionId session = session();
        Asn peer = asn();
        Attributes of = known(attributes, this::newAttributes);
        ObservedRoute route = new ObservedRoute(
                prefix,
                pathId,
                session.router(),
                session.address(),
                peer,
                of.asPath(),
                of.communities(),
                of.nextHop(),
                time(),
                time(),
                session,
                marked ? asn() : null);
        return new Announced(monitored == null ? prefix : monitored, arrived, route, by);
    }

    private Withdrawn withdrawn(@Nullable IpPrefix monitored, Instant arrived, @Nullable Speaker by) {
        IpPrefix prefix = prefix();
        long pathId = number();
        RouteId id = new RouteId(session(), prefix, pathId);
        Asn peer = asn();
        WithdrawalCause cause = one(RouteChangeBatch.CAUSES, number());
        return new Withdrawn(monitored == null ? prefix : monitored, arrived, id, peer, cause, by);
    }

    private PeerTable table(IpPrefix monitored, Instant arrived, @Nullable Speaker by) {
        SessionId session = session();
        Asn peer = asn();
        return new PeerTable(monitored, arrived, session, peer, list(() -> new PeerTable.Held(prefix(), number())), by);
    }

    private IpPrefix prefix() {
        return known(prefixes, this::newPrefix);
    }

    private SessionId session() {
        return known(sessions, this::newSession);
    }

    private <T> T known(List<T> table, Supplier<T> define) {
        long number = number();
        if (number != 0) {
            return one(table, number - 1);
        }
        T value = define.get();
        table.add(value);
        return value;
    }

    private static <T> T one(List<T> values, long index) {
        if (index < 0 || index >= values.size()) {
            throw new MalformedValueException("route changes name what was not told");
        }
        return values.get((int) index);
    }

    private IpPrefix newPrefix() {
        IpAddress network = address();
        return new IpPrefix(network, (int) Math.min(number() & Long.MAX_VALUE, 255));
    }

    private SessionId newSession() {
        return SessionId.parse(text());
    }

    private Speaker newSpeaker() {
        return new Speaker(text(), signed());
    }

    private Attributes newAttributes() {
        AsPath path = new AsPath(list(() -> list(this::asn)));
        List<Community> communities = list(() -> Community.of((int) number()));
        return new Attributes(path, communities, address());
    }

    private Instant time() {
        second += signed();
        long rest = number();
        return Instant.ofEpochSecond(second, (rest & 1) == 0 ? Math.multiplyExact(rest >>> 1, 1000L) : rest >>> 1);
    }

    private Asn asn() {
        return new Asn(number());
    }

    private IpAddress address() {
        return IpAddress.of(raw());
    }

    private String text() {
        return new String(raw(), UTF_8);
    }

    private byte[] raw() {
        int length = length();
        byte[] part = new byte[length];
        System.arraycopy(bytes, at, part, 0, length);
        at += length;
        return part;
    }

    private <T> List<T> list(Supplier<T> element) {
        int size = length();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(element.get());
        }
        return values;
    }

    /** Never more than there are bytes left. */
    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw ended();
        }
        return (int) length;
    }

    private long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int group = octet();
            value |= (long) (group & 0x7F) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw new MalformedValueException("route changes with a number of more than 64 bits");
    }

    private int octet() {
        if (at >= bytes.length) {
            throw ended();
        }
        return bytes[at++] & 0xFF;
    }

    private static MalformedValueException ended() {
        return new MalformedValueException("route changes end too early");
    }
}
