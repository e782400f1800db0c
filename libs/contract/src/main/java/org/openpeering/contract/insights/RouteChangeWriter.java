/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Answered;
import org.openpeering.contract.insights.RouteChange.FeedGap;
import org.openpeering.contract.insights.RouteChange.PeerTable;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.Withdrawn;
import org.openpeering.contract.insights.RouteChangeBatch.Attributes;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Writes the bytes of a {@link RouteChangeBatch}: the version, and one change behind another.
 *
 * <p>Numbers are in groups of seven bits, the lowest first; those that may be negative are zigzag. Texts and addresses come
 * behind their length in bytes, lists behind their size. Prefixes, sessions, speakers and attributes are written where they
 * occur first, behind a 0; from then on they are a number, counted from 1 by kind. Of a time the seconds are the difference to
 * the time before; the rest is twice its microseconds, or twice its nanoseconds and one.
 */
public final class RouteChangeWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final Map<IpPrefix, Integer> prefixes = new HashMap<>();
    private final Map<SessionId, Integer> sessions = new HashMap<>();
    private final Map<Speaker, Integer> speakers = new HashMap<>();
    private final Map<Attributes, Integer> attributes = new HashMap<>();
    private long second;
    private int changes;

    /** The bytes of some changes, each of one monitored prefix. */
    public static byte[] bytes(List<RouteChange> changes) {
        RouteChangeWriter writer = new RouteChangeWriter();
        changes.forEach(change -> writer.add(change, false));
        return writer.take();
    }

    /** @param covering see {@link RouteChangeBatch.Entry} */
    public void add(RouteChange change, boolean covering) {
        if (changes++ == 0) {
            bytes.write(RouteChangeBatch.VERSION);
        }
        Speaker by = change.by();
        Asn marked = change instanceof Announced told ? told.route().onlyToCustomer() : null;
        bytes.write(kind(change)
                | (marked == null ? 0 : RouteChangeBatch.MARKED)
                | (by == null ? 0 : RouteChangeBatch.SPOKEN)
                | (covering ? RouteChangeBatch.COVERING : 0));
        if (!covering) {
            prefix(change.monitored());
        }
        time(change.arrived());
        if (by != null) {
            known(speakers, by, this::define);
        }
        switch (change) {
            case Announced announced -> {
                route(announced.route());
                if (marked != null) {
                    number(marked.value());
                }
            }
            case Withdrawn withdrawn -> {
                route(withdrawn.id(), withdrawn.peerAsn());
                number(RouteChangeBatch.CAUSES.indexOf(withdrawn.cause()));
            }
            case Synced synced -> {
                signed(synced.monitoredRevision());
                texts(synced.collectors());
            }
            case Answered answered -> {
                signed(answered.number());
                texts(answered.collectors());
            }
            case FeedGap gap -> {
                text(gap.feed());
                number(gap.outOfSight() == null ? 0 : 1);
                if (gap.outOfSight() != null) {
                    time(gap.outOfSight());
                }
            }
            case PeerTable table -> {
                session(table.id());
                number(table.peerAsn().value());
                number(table.held().size());
                for (PeerTable.Held held : table.held()) {
                    prefix(held.prefix());
                    number(held.pathId());
                }
            }
        }
    }

    private static int kind(RouteChange change) {
        return switch (change) {
            case Announced _ -> RouteChangeBatch.ANNOUNCED;
            case Withdrawn _ -> RouteChangeBatch.WITHDRAWN;
            case Synced _ -> RouteChangeBatch.SYNCED;
            case PeerTable _ -> RouteChangeBatch.PEER_TABLE;
            case Answered _ -> RouteChangeBatch.ANSWERED;
            case FeedGap _ -> RouteChangeBatch.FEED_GAP;
        };
    }

    public int changes() {
        return changes;
    }

    /** So far. */
    public int size() {
        return bytes.size();
    }

    /** Ends the message, and begins the next one. */
    public byte[] take() {
        byte[] message = bytes.toByteArray();
        bytes.reset();
        prefixes.clear();
        sessions.clear();
        speakers.clear();
        attributes.clear();
        second = 0;
        changes = 0;
        return message;
    }

    private void route(ObservedRoute route) {
        route(route.id(), route.peerAsn());
        known(attributes, new Attributes(route.asPath(), route.communities(), route.nextHop()), this::define);
        time(route.since());
        time(route.routerTime());
    }

    private void route(RouteId id, Asn peer) {
        prefix(id.prefix());
        number(id.pathId());
        session(id.session());
        number(peer.value());
    }

    private <T> void known(Map<T, Integer> table, T value, Consumer<T> define) {
        @Nullable Integer number = table.get(value);
        if (number == null) {
            number(0);
            define.accept(value);
            table.put(value, table.size() + 1);
        } else {
            number(number);
        }
    }

    private void prefix(IpPrefix prefix) {
        known(prefixes, prefix, this::define);
    }

    private void session(SessionId session) {
        known(sessions, session, this::define);
    }

    private void define(IpPrefix prefix) {
        address(prefix.network());
        number(prefix.length());
    }

    private void define(SessionId session) {
        text(session.toString());
    }

    private void define(Speaker speaker) {
        text(speaker.collector());
        signed(speaker.epoch());
    }

    private void define(Attributes of) {
        number(of.asPath().hops().size());
        for (List<Asn> hop : of.asPath().hops()) {
            number(hop.size());
            for (Asn asn : hop) {
                number(asn.value());
            }
        }
        number(of.communities().size());
        for (Community community : of.communities()) {
            number((long) community.asn() << 16 | community.value());
        }
        address(of.nextHop());
    }

    private void time(Instant time) {
        signed(time.getEpochSecond() - second);
        second = time.getEpochSecond();
        int nanos = time.getNano();
        number(nanos % 1000 == 0 ? nanos / 1000 * 2L : nanos * 2L + 1);
    }

    private void address(IpAddress address) {
        raw(address.toBytes());
    }

    private void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    private void text(String text) {
        raw(text.getBytes(UTF_8));
    }

    private void raw(byte[] part) {
        number(part.length);
        bytes.writeBytes(part);
    }

    private void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    private void number(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
        }
        bytes.write((int) rest);
    }
}
