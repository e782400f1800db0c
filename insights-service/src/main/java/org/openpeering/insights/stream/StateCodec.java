/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Course;
import org.openpeering.insights.detection.Links;
import org.openpeering.insights.detection.Losses;
import org.openpeering.insights.detection.Memory;
import org.openpeering.insights.detection.Memory.Announcement;
import org.openpeering.insights.quality.Standing;
import org.openpeering.insights.stream.Binary.Reader;
import org.openpeering.insights.stream.Binary.Writer;

/**
 * The bytes of the pieces of a state, see {@link Binary}. The first byte is the version:
 *
 * <ul>
 *   <li>6, of now;
 *   <li>5: a declaration that does not say where the prefix is, and nothing to judge ways by;
 *   <li>4: a route without the mark of RFC 9234, and what is known without what the RPKI has vouched for;
 *   <li>3: an event without upstreams, a declaration without policy, and no {@link Memory};
 *   <li>2: heads and routes, as of 4, but a head ends before {@link Head#exact};
 *   <li>a printable character: JSON, as all of it was before 2026-11-29, and all but heads and routes until 2026-11-30.
 * </ul>
 */
final class StateCodec {
    private static final byte VERSION = 6;
    private static final byte WITHOUT_PLACE = 5;
    private static final byte WITHOUT_MARK = 4;
    private static final byte WITHOUT_LEFT_OUT = 2;

    private StateCodec() {}

    /** Whether the bytes are JSON. */
    static boolean json(byte[] bytes) {
        return bytes.length == 0 || bytes[0] >= ' ';
    }

    /** Whether a head says nothing of what the limits have left out. */
    static boolean older(byte[] head) {
        return json(head) || head[0] == WITHOUT_LEFT_OUT;
    }

    static byte[] head(Head head) {
        return bytes(head, (to, value) -> {
            to.prefix(value.prefix());
            to.signed(value.context());
            to.signed(value.from());
            to.signed(value.synced());
            to.signed(value.said());
            to.signed(value.saidFor());
            to.signed(value.unheld());
            to.signed(value.announced());
            to.signed(value.at());
            to.instant(value.newest());
            to.signed(value.told());
            to.signed(value.undeclaredSince());
            to.signed(value.exact());
            to.signed(value.specifics());
            to.signed(value.offending());
            to.signed(value.asked());
        });
    }

    static Head head(byte[] bytes) {
        boolean whole = !older(bytes);
        return read(bytes, from -> {
            return new Head(
                    from.prefix(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.signed(),
                    from.instant(),
                    from.signed(),
                    from.signed(),
                    whole ? from.signed() : 0,
                    whole ? from.signed() : 0,
                    whole ? from.signed() : 0,
                    whole ? from.signed() : 0);
        });
    }

    static byte[] route(ObservedRoute route) {
        return bytes(route, StateCodec::route);
    }

    /** @param session its text */
    static byte[] route(ObservedRoute route, String session) {
        return bytes(route, (to, value) -> route(to, value, session));
    }

    static ObservedRoute route(byte[] bytes) {
        return read(bytes, from -> route(from, marked(bytes)));
    }

    static byte[] declaration(MonitoredPrefix declared) {
        return bytes(declared, (to, value) -> {
            to.prefix(value.prefix());
            to.signed(value.revision());
            to.list(value.legalOrigins(), Writer::asn);
            to.list(value.sessions(), (each, session) -> {
                each.address(session.peerAddress());
                each.asn(session.peerAsn());
                each.text(session.metro());
                each.text(session.role().wire());
            });
            policy(to, value.policy());
            to.optional(value.policy().location(), place -> {
                to.decimal(place.latitude());
                to.decimal(place.longitude());
                to.decimal(place.accuracyKm());
            });
            to.optional(value.serviceLocation(), to::text);
        });
    }

    static MonitoredPrefix declaration(byte[] bytes) {
        boolean whole = bytes[0] >= WITHOUT_MARK;
        boolean placed = bytes[0] > WITHOUT_PLACE;
        return read(bytes, from -> {
            MonitoredPrefix declared = new MonitoredPrefix(
                    from.prefix(),
                    from.signed(),
                    from.list(Reader::asn),
                    from.list(each -> new RequiredSession(
                            each.address(), each.asn(), each.text(), named(SessionRole.class, each.text()))),
                    (whole ? policy(from) : RoutingPolicy.NONE).at(placed ? place(from) : null));
            String location = placed ? from.<String>optional(from::text) : null;
            return new MonitoredPrefix(
                    declared.prefix(),
                    declared.revision(),
                    declared.legalOrigins(),
                    declared.sessions(),
                    declared.policy(),
                    List.of(),
                    location);
        });
    }

    private static @Nullable GeoPosition place(Reader from) {
        return from.<GeoPosition>optional(() -> new GeoPosition(from.decimal(), from.decimal(), from.decimal()));
    }

    private static void policy(Writer to, RoutingPolicy policy) {
        to.list(policy.upstreams(), Writer::asn);
        to.list(policy.siblings(), Writer::asn);
        to.optional(policy.longestMoreSpecific(), longest -> to.number(longest));
        to.number(policy.announced() ? 1 : 0);
        to.list(policy.maintenance(), (each, window) -> {
            each.instant(window.from());
            each.instant(window.until());
            each.text(window.reason());
        });
        to.list(policy.exceptions(), (each, exception) -> {
            each.optional(exception.eventType(), type -> each.text(type.wire()));
            each.optional(exception.asn(), each::asn);
            each.optional(exception.prefix(), each::prefix);
            each.instant(exception.expires());
            each.text(exception.reason());
        });
    }

    private static RoutingPolicy policy(Reader from) {
        return new RoutingPolicy(
                from.list(Reader::asn),
                from.list(Reader::asn),
                from.<Integer>optional(() -> (int) from.number()),
                from.number() == 1,
                from.list(each -> new MaintenanceWindow(each.instant(), each.instant(), each.text())),
                from.list(each -> new AcceptedException(
                        each.<EventType>optional(() -> named(EventType.class, each.text())),
                        each.<Asn>optional(each::asn),
                        each.<IpPrefix>optional(each::prefix),
                        each.instant(),
                        each.text())));
    }

    static byte[] memory(Memory memory) {
        return bytes(memory, (to, value) -> {
            to.instant(value.began());
            to.instant(value.taught());
            to.instant(value.advanced());
            course(to, value.primary());
            course(to, value.backup());
            losses(to, value.losses());
        });
    }

    static Memory memory(byte[] bytes) {
        return read(
                bytes,
                from -> new Memory(
                        from.instant(),
                        from.instant(),
                        from.instant(),
                        Memory.NOTHING.known(),
                        Links.NONE,
                        Memory.NOTHING.vouched(),
                        course(from),
                        course(from),
                        losses(from),
                        Standing.NOTHING));
    }

    /** What is known, which changes seldom. */
    static byte[] known(Memory memory) {
        return bytes(memory, (to, value) -> {
            to.list(List.copyOf(value.known()), StateCodec::announcement);
            to.list(value.links().numbers(), Writer::number);
            to.list(List.copyOf(value.vouched()), StateCodec::announcement);
        });
    }

    static Memory known(byte[] bytes) {
        return read(
                bytes,
                from -> Memory.NOTHING.with(
                        announcements(from),
                        Links.of(from.list(Reader::number)),
                        marked(bytes) ? announcements(from) : Memory.NOTHING.vouched()));
    }

    private static void announcement(Writer to, Announcement announced) {
        to.prefix(announced.prefix());
        to.text(announced.origin());
    }

    private static SortedSet<Announcement> announcements(Reader from) {
        return new TreeSet<>(from.list(each -> new Announcement(each.prefix(), each.text())));
    }

    private static void course(Writer to, Course course) {
        to.list(course.settled(), Writer::asn);
        to.list(course.way(), Writer::asn);
        to.instant(course.since());
        to.list(course.changes(), (each, change) -> {
            each.instant(change.at());
            each.signed(change.to());
        });
        to.number(course.flapping());
    }

    private static Course course(Reader from) {
        return new Course(
                from.list(Reader::asn),
                from.list(Reader::asn),
                from.instant(),
                from.list(each -> new Course.Change(each.instant(), (int) each.signed())),
                (int) from.number());
    }

    private static void losses(Writer to, Losses losses) {
        to.list(List.copyOf(losses.lost().entrySet()), (each, lost) -> {
            each.text(lost.getKey().toString());
            each.instant(lost.getValue());
        });
        to.optional(losses.half(), to::instant);
        to.number(losses.told() ? 1 : 0);
    }

    private static Losses losses(Reader from) {
        TreeMap<SessionId, Instant> lost = new TreeMap<>();
        from.list(each -> Map.entry(SessionId.parse(each.text()), each.instant()))
                .forEach(entry -> lost.put(entry.getKey(), entry.getValue()));
        return new Losses(lost, from.<Instant>optional(from::instant), from.number() == 1);
    }

    static byte[] event(RoutingEvent event) {
        return bytes(event, StateCodec::event);
    }

    static RoutingEvent event(byte[] bytes) {
        return read(bytes, reader(bytes));
    }

    static byte[] recent(Tracked.Recent recent) {
        return bytes(recent, (to, value) -> {
            event(to, value.event());
            to.signed(value.told());
        });
    }

    static Tracked.Recent recent(byte[] bytes) {
        return read(bytes, from -> new Tracked.Recent(reader(bytes).apply(from), from.signed()));
    }

    static byte[] number(long number) {
        return bytes(number, Writer::signed);
    }

    static long number(byte[] bytes) {
        return read(bytes, Reader::signed);
    }

    static byte[] numbers(List<Long> numbers) {
        return bytes(numbers, (to, value) -> to.list(value, Writer::signed));
    }

    static List<Long> numbers(byte[] bytes) {
        return read(bytes, from -> from.list(Reader::signed));
    }

    private static void route(Writer to, ObservedRoute route) {
        route(to, route, route.id().session().toString());
    }

    private static void route(Writer to, ObservedRoute route, String session) {
        to.prefix(route.prefix());
        to.number(route.pathId());
        to.text(session);
        to.asn(route.peerAsn());
        to.list(route.asPath().hops(), (each, hop) -> each.list(hop, Writer::asn));
        to.list(route.communities(), (each, community) -> {
            each.number(community.asn());
            each.number(community.value());
        });
        to.address(route.nextHop());
        to.instant(route.since());
        to.instant(route.routerTime());
        to.optional(route.onlyToCustomer(), to::asn);
    }

    /** Whether routes tell who has marked them. */
    private static boolean marked(byte[] bytes) {
        return bytes[0] > WITHOUT_MARK;
    }

    private static ObservedRoute route(Reader from, boolean marked) {
        IpPrefix prefix = from.prefix();
        long pathId = from.number();
        SessionId session = SessionId.parse(from.text());
        return new ObservedRoute(
                prefix,
                pathId,
                session.router(),
                session.address(),
                from.asn(),
                new AsPath(from.list(each -> each.list(Reader::asn))),
                from.list(each -> new Community((int) each.number(), (int) each.number())),
                from.address(),
                from.instant(),
                from.instant(),
                session,
                marked ? from.<Asn>optional(from::asn) : null);
    }

    private static void event(Writer to, RoutingEvent event) {
        to.text(event.id());
        to.signed(event.revision());
        to.text(event.type().wire());
        to.text(event.level().wire());
        to.text(event.status().wire());
        to.signed(event.confidence());
        to.prefix(event.prefix());
        to.prefix(event.offendingPrefix());
        to.list(event.expectedOrigins(), Writer::asn);
        to.optional(event.seenOrigin(), to::asn);
        to.list(event.expectedUpstreams(), Writer::asn);
        to.optional(event.seenUpstream(), to::asn);
        to.instant(event.firstSeen());
        to.instant(event.lastSeen());
        to.optional(event.ended(), to::instant);
        to.optional(event.endCause(), to::text);
        to.list(event.vantages(), Writer::text);
        to.list(event.firstHops(), Writer::asn);
        to.list(event.evidence(), (each, item) -> {
            each.text(item.what());
            each.text(item.source());
            each.signed(item.weight());
        });
        to.list(event.samples(), StateCodec::route);
        to.text(event.rule());
        to.text(event.summary());
    }

    private static Function<Reader, RoutingEvent> reader(byte[] bytes) {
        boolean whole = bytes[0] >= WITHOUT_MARK;
        return from -> event(from, whole, marked(bytes));
    }

    /**
     * @param whole whether it tells upstreams
     * @param marked whether its routes tell who has marked them
     */
    private static RoutingEvent event(Reader from, boolean whole, boolean marked) {
        return new RoutingEvent(
                from.text(),
                from.signed(),
                named(EventType.class, from.text()),
                named(EventLevel.class, from.text()),
                named(RoutingEvent.Status.class, from.text()),
                (int) from.signed(),
                from.prefix(),
                from.prefix(),
                from.list(Reader::asn),
                from.<Asn>optional(from::asn),
                whole ? from.list(Reader::asn) : List.of(),
                whole ? from.<Asn>optional(from::asn) : null,
                from.instant(),
                from.instant(),
                from.optional(from::instant),
                from.optional(from::text),
                from.list(Reader::text),
                from.list(Reader::asn),
                from.list(each -> new Evidence(each.text(), each.text(), (int) each.signed())),
                from.list(each -> route(each, marked)),
                from.text(),
                from.text());
    }

    private static <E extends Enum<E> & WireEnum> E named(Class<E> type, String wire) {
        return WireEnum.parse(type, wire)
                .orElseThrow(() -> new IllegalStateException("the detectors' state has an unknown '" + wire + "'"));
    }

    static <T> byte[] bytes(T value, BiConsumer<Writer, T> writing) {
        Writer to = new Writer(VERSION);
        writing.accept(to, value);
        return to.bytes();
    }

    static <T> T read(byte[] bytes, Function<Reader, T> reading) {
        if (bytes[0] < WITHOUT_LEFT_OUT || bytes[0] > VERSION) {
            throw new IllegalStateException("the detectors' state has records of version " + bytes[0]
                    + ", which this program does not know: it is of a later one");
        }
        Reader from = new Reader(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
        try {
            T value = Objects.requireNonNull(reading.apply(from));
            if (from.bytes().hasRemaining()) {
                throw new IllegalStateException("a record of the detectors' state goes on behind its end");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a record of the detectors' state ends too early", e);
        }
    }
}
