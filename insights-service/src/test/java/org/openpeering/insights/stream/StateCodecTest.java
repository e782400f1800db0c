/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
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
import org.openpeering.insights.quality.Hours;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.insights.quality.Measured;
import org.openpeering.insights.quality.PathLengths;
import org.openpeering.insights.quality.Recent;
import org.openpeering.insights.quality.Series;
import org.openpeering.insights.quality.Standing;
import org.openpeering.insights.quality.Watch;

/** The bytes of a state's pieces: what is written is read, as long as there are states. */
class StateCodecTest {
    private static final ObservedRoute ODD = new ObservedRoute(
            IpPrefix.parse("2001:db8:1:8000::/49"),
            0xFFFF_FFFFL,
            "edge|1",
            IpAddress.parse("2001:db8::1"),
            new Asn(4_294_967_294L),
            AsPath.parse("1 {2,3} 4200000000 {5}"),
            List.of(new Community(0, 0xFFFF)),
            IpAddress.parse("192.0.2.1"),
            Instant.parse("2026-03-01T12:00:00.123456789Z"),
            Instant.EPOCH,
            null,
            new Asn(4_294_967_295L));
    private static final RoutingEvent EVENT = new RoutingEvent(
            "8a1c1c3e-0000-3000-8000-000000000001",
            3,
            EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT,
            EventLevel.CRITICAL,
            Status.ENDED,
            90,
            IpPrefix.parse("2001:db8:1::/48"),
            ODD.prefix(),
            List.of(new Asn(64500)),
            new Asn(64666),
            List.of(new Asn(64496), new Asn(64497)),
            new Asn(64498),
            Instant.EPOCH,
            Instant.parse("2026-03-01T12:00:00.000001Z"),
            Instant.parse("2026-03-01T12:00:01Z"),
            "withdrawn: “zurück”",
            List.of("edge-1|192.0.2.1"),
            List.of(new Asn(64496)),
            List.of(new Evidence("the origin is not legal", "bmp:edge-1", 50)),
            List.of(ODD),
            "sub-prefix-hijack/1",
            "Sub-prefix hijack");

    private static final RoutingPolicy POLICY = new RoutingPolicy(
            List.of(new Asn(64496)),
            List.of(new Asn(64501)),
            48,
            false,
            List.of(new MaintenanceWindow(Instant.EPOCH, Instant.parse("2026-03-01T12:00:00.5Z"), "Umbau")),
            List.of(
                    new AcceptedException(
                            EventType.PREFIX_SQUATTING_EVENT, new Asn(1), ODD.prefix(), Instant.EPOCH, "tested"),
                    new AcceptedException(null, null, ODD.prefix(), Instant.MAX, "")),
            new GeoPosition(-47.5, 180, 0.25));
    private static final Memory MEMORY = new Memory(
            Instant.parse("2026-03-01T12:00:00Z"),
            Instant.parse("2026-03-02T12:00:00Z"),
            Instant.parse("2026-03-01T13:00:00.000000001Z"),
            new TreeSet<>(List.of(
                    new Announcement(ODD.prefix(), "64500"), new Announcement(EVENT.prefix(), "{64500,64666}"))),
            Links.of(List.of(64500L << 32 | 64496, 0xFFFF_FFFFL << 32)),
            new TreeSet<>(List.of(new Announcement(EVENT.prefix(), "64500"))),
            new Course(
                    List.of(new Asn(64496), new Asn(64500)),
                    List.of(),
                    Instant.EPOCH,
                    List.of(new Course.Change(Instant.EPOCH, -1), new Course.Change(Instant.MAX, 7)),
                    11),
            Course.NONE,
            new Losses(new TreeMap<>(Map.of(ODD.id().session(), Instant.EPOCH)), Instant.EPOCH, true),
            Standing.NOTHING);

    private static final Series SERIES = new Series(
            new Recent(29_000_001, cells(Recent.MINUTES, -1), cells(Recent.MINUTES, 0)),
            new Hours(483_333, cells(Hours.HOURS, -1), cells(Hours.DAY, 3), cells(Hours.DAY, Short.MAX_VALUE)),
            new TreeMap<>(Map.of("agent-1", 29_000_001L, "Zürich-2", 28_999_990L)),
            Long.MIN_VALUE);

    private static final Standing STANDING = new Standing(
            new PathLengths(3, Instant.EPOCH, new int[] {1 << 16 | 2 << 11 | 1440, -1}),
            new Measured(
                    Measured.NOTHING.series(),
                    List.of(new LatencyWindow(
                            ODD.prefix(),
                            "Zürich",
                            "agent",
                            Instant.EPOCH,
                            List.of("agent-1"),
                            10,
                            1.5,
                            2.5,
                            3.5,
                            0.25)),
                    Instant.parse("2026-03-01T12:00:00.5Z")),
            new TreeMap<>(Map.of(
                    "far-entry|", new Watch(Instant.EPOCH, 3, true, Instant.MAX, Instant.EPOCH, 12.5),
                    "latency-degradation|Zürich", new Watch(null, 0, false, null, Instant.MAX, 0))));

    private static short[] cells(int size, int first) {
        short[] cells = new short[size];
        cells[0] = (short) first;
        cells[size - 1] = 1;
        return cells;
    }

    /** A piece of each kind. */
    private static Map<String, byte[]> pieces() {
        Map<String, byte[]> pieces = new TreeMap<>();
        pieces.put("route", StateCodec.route(ODD));
        pieces.put("event", StateCodec.event(EVENT));
        pieces.put("recent", StateCodec.recent(new Tracked.Recent(EVENT, 1_767_323_045_678L)));
        pieces.put(
                "declaration",
                StateCodec.declaration(new MonitoredPrefix(
                        EVENT.prefix(),
                        7,
                        List.of(new Asn(64500), new Asn(4_200_000_000L)),
                        List.of(new RequiredSession(
                                IpAddress.parse("192.0.2.1"), new Asn(64496), "Zürich", SessionRole.BACKUP)),
                        POLICY,
                        List.of(),
                        "Zürich")));
        pieces.put("memory", StateCodec.memory(MEMORY));
        pieces.put("known", StateCodec.known(MEMORY));
        pieces.put("standing", StandingCodec.standing(STANDING));
        pieces.put("series", StandingCodec.series(SERIES));
        pieces.put("hours", StandingCodec.hours(SERIES.hours()));
        pieces.put("number", StateCodec.number(-1));
        pieces.put("numbers", StateCodec.numbers(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE)));
        pieces.put(
                "head",
                StateCodec.head(new Head(
                        EVENT.prefix(), 1, 2, 3, 4, 5, 6, 7, -1, Instant.EPOCH, 10, 11, 12, 13, 14, Long.MAX_VALUE)));
        return pieces;
    }

    private static Object read(String kind, byte[] bytes) {
        return switch (kind) {
            case "route" -> StateCodec.route(bytes);
            case "event" -> StateCodec.event(bytes);
            case "recent" -> StateCodec.recent(bytes);
            case "declaration" -> StateCodec.declaration(bytes);
            case "memory" -> StateCodec.memory(bytes);
            case "known" -> StateCodec.known(bytes);
            case "standing" -> StandingCodec.standing(bytes);
            case "series" -> StandingCodec.series(bytes);
            case "hours" -> StandingCodec.hours(bytes);
            case "number" -> StateCodec.number(bytes);
            case "numbers" -> StateCodec.numbers(bytes);
            case "head" -> StateCodec.head(bytes);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @Example
    void theBytesAreThoseOfVersion6() throws IOException {
        String write = System.getProperty("pieces.write");
        if (write != null) {
            Files.writeString(
                    Path.of(write),
                    pieces().entrySet().stream()
                            .map(piece -> piece.getKey() + "\t" + HexFormat.of().formatHex(piece.getValue()) + "\n")
                            .collect(Collectors.joining()));
        }
        assertThat(pieces()).containsExactlyEntriesOf(golden(6));
    }

    @Example
    void whatIsOfVersion5IsRead() throws IOException {
        golden(5)
                .forEach((kind, bytes) ->
                        assertThat(read(kind, bytes)).as(kind).isEqualTo(placeless(read(kind, pieces().get(kind)))));
    }

    /** As a program says it that does not know where a prefix is. */
    private static Object placeless(Object now) {
        return now instanceof MonitoredPrefix declared
                ? new MonitoredPrefix(
                        declared.prefix(),
                        declared.revision(),
                        declared.legalOrigins(),
                        declared.sessions(),
                        declared.policy().at(null))
                : now;
    }

    @Example
    void whatIsOfVersion4IsRead() throws IOException {
        golden(4)
                .forEach((kind, bytes) ->
                        assertThat(read(kind, bytes)).as(kind).isEqualTo(unmarked(read(kind, pieces().get(kind)))));
    }

    /** As a program says it that knows of no marks, and of no RPKI. */
    private static Object unmarked(Object now) {
        return switch (now) {
            case ObservedRoute route -> unmarked(route);
            case RoutingEvent event -> unmarked(event);
            case Tracked.Recent recent -> new Tracked.Recent(unmarked(recent.event()), recent.told());
            case Memory memory -> memory.with(memory.known(), memory.links(), Memory.NOTHING.vouched());
            default -> placeless(now);
        };
    }

    private static ObservedRoute unmarked(ObservedRoute route) {
        return new ObservedRoute(
                route.prefix(),
                route.pathId(),
                route.router(),
                route.peerAddress(),
                route.peerAsn(),
                route.asPath(),
                route.communities(),
                route.nextHop(),
                route.since(),
                route.routerTime(),
                route.session());
    }

    private static RoutingEvent unmarked(RoutingEvent event) {
        return new RoutingEvent(
                event.id(),
                event.revision(),
                event.type(),
                event.level(),
                event.status(),
                event.confidence(),
                event.prefix(),
                event.offendingPrefix(),
                event.expectedOrigins(),
                event.seenOrigin(),
                event.expectedUpstreams(),
                event.seenUpstream(),
                event.firstSeen(),
                event.lastSeen(),
                event.ended(),
                event.endCause(),
                event.vantages(),
                event.firstHops(),
                event.evidence(),
                event.samples().stream().map(StateCodecTest::unmarked).toList(),
                event.rule(),
                event.summary());
    }

    @Example
    void whatIsOfVersion3IsRead() throws IOException {
        golden(3).forEach((kind, bytes) -> {
            Object now = unmarked(read(kind, pieces().get(kind)));
            assertThat(read(kind, bytes))
                    .isEqualTo(
                            switch (now) {
                                case RoutingEvent event -> withoutUpstreams(event);
                                case Tracked.Recent recent ->
                                    new Tracked.Recent(withoutUpstreams(recent.event()), recent.told());
                                case MonitoredPrefix declared ->
                                    new MonitoredPrefix(
                                            declared.prefix(),
                                            declared.revision(),
                                            declared.legalOrigins(),
                                            declared.sessions());
                                default -> now;
                            });
        });
    }

    private static RoutingEvent withoutUpstreams(RoutingEvent event) {
        return new RoutingEvent(
                event.id(),
                event.revision(),
                event.type(),
                event.level(),
                event.status(),
                event.confidence(),
                event.prefix(),
                event.offendingPrefix(),
                event.expectedOrigins(),
                event.seenOrigin(),
                event.firstSeen(),
                event.lastSeen(),
                event.ended(),
                event.endCause(),
                event.vantages(),
                event.firstHops(),
                event.evidence(),
                event.samples(),
                event.rule(),
                event.summary());
    }

    private static Map<String, byte[]> golden(int version) throws IOException {
        Map<String, byte[]> golden = new TreeMap<>();
        try (InputStream file = StateCodecTest.class.getResourceAsStream("/state/v" + version + "-pieces.tsv")) {
            new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> golden.put(cells[0], HexFormat.of().parseHex(cells[1])));
        }
        return golden;
    }

    @Example
    void whatIsCutGoesOnOrIsOfALaterVersionIsRefusedNotMisread() {
        pieces().forEach((kind, bytes) -> {
            for (int length = 1; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(kind, cut)).isInstanceOf(RuntimeException.class);
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatThrownBy(() -> read(kind, longer)).hasMessageContaining("behind its end");
            byte[] later = bytes.clone();
            later[0] = 7;
            assertThatThrownBy(() -> read(kind, later)).hasMessageContaining("version 7");
        });
    }

    @Example
    void everyMemberIsWritten() {
        assertThat(ObservedRoute.class.getRecordComponents()).hasSize(12);
        // An incident and its members are prefix-service's: events of detectors have none.
        assertThat(RoutingEvent.class.getRecordComponents()).hasSize(24);
        // What is measured, and whose it is, detectors do not ask: it is not kept.
        assertThat(MonitoredPrefix.class.getRecordComponents()).hasSize(8);
        assertThat(RoutingPolicy.class.getRecordComponents()).hasSize(7);
        assertThat(MaintenanceWindow.class.getRecordComponents()).hasSize(3);
        assertThat(AcceptedException.class.getRecordComponents()).hasSize(5);
        assertThat(Memory.class.getRecordComponents()).hasSize(10);
        assertThat(Standing.class.getRecordComponents()).hasSize(3);
        assertThat(Measured.class.getRecordComponents()).hasSize(3);
        assertThat(LatencyWindow.class.getRecordComponents()).hasSize(10);
        assertThat(Watch.class.getRecordComponents()).hasSize(6);
        assertThat(Series.class.getRecordComponents()).hasSize(4);
        assertThat(Recent.class.getRecordComponents()).hasSize(3);
        assertThat(Hours.class.getRecordComponents()).hasSize(4);
        assertThat(PathLengths.class.getRecordComponents()).hasSize(3);
        assertThat(Course.class.getRecordComponents()).hasSize(5);
        assertThat(Losses.class.getRecordComponents()).hasSize(3);
        assertThat(RequiredSession.class.getRecordComponents()).hasSize(4);
        assertThat(Head.class.getRecordComponents()).hasSize(16);
    }

    @Example
    void whatIsRememberedIsTheSameAfterTheBytesOfBothPieces() {
        Memory known = StateCodec.known(StateCodec.known(MEMORY));
        assertThat(StateCodec.memory(StateCodec.memory(MEMORY)).with(known.known(), known.links(), known.vouched()))
                .isEqualTo(MEMORY);
    }

    @Example
    void whatIsKeptToJudgeIsTheSameAfterItsBytes() {
        assertThat(StandingCodec.standing(StandingCodec.standing(STANDING))).isEqualTo(STANDING);
        Series read = StandingCodec.series(StandingCodec.series(SERIES));
        assertThat(read.with(StandingCodec.hours(StandingCodec.hours(SERIES.hours()))))
                .isEqualTo(SERIES);
    }

    @Property(tries = 300)
    void aRouteIsTheSameAfterItsBytes(@ForAll("routes") ObservedRoute route) {
        assertThat(StateCodec.route(StateCodec.route(route))).isEqualTo(route);
    }

    @Property(tries = 300)
    void anEventIsTheSameAfterItsBytes(@ForAll("events") RoutingEvent event) {
        assertThat(StateCodec.event(StateCodec.event(event))).isEqualTo(event);
        Tracked.Recent recent = new Tracked.Recent(event, event.revision());
        assertThat(StateCodec.recent(StateCodec.recent(recent))).isEqualTo(recent);
    }

    @Property(tries = 300)
    void aDeclarationIsTheSameAfterItsBytes(@ForAll("declarations") MonitoredPrefix declared) {
        assertThat(StateCodec.declaration(StateCodec.declaration(declared))).isEqualTo(declared);
    }

    @Property(tries = 300)
    void numbersAreTheSameAfterTheirBytes(@ForAll List<Long> numbers) {
        assertThat(StateCodec.numbers(StateCodec.numbers(numbers))).isEqualTo(numbers);
        numbers.forEach(number ->
                assertThat(StateCodec.number(StateCodec.number(number))).isEqualTo(number));
    }

    private static Arbitrary<Asn> asns() {
        return Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(Asn::new);
    }

    private static Arbitrary<IpAddress> addresses() {
        return Arbitraries.of("0.0.0.0", "192.0.2.1", "255.255.255.255", "::", "2001:db8::1", "fe80::1")
                .map(IpAddress::parse);
    }

    private static Arbitrary<IpPrefix> prefixes() {
        return Arbitraries.of("0.0.0.0/0", "203.0.113.0/24", "192.0.2.1/32", "::/0", "2001:db8::/32", "2001:db8::1/128")
                .map(IpPrefix::parse);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(-9_000_000_000L, 9_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().alpha().withChars("ü€|\n\"").ofMaxLength(200);
    }

    @Provide
    Arbitrary<ObservedRoute> routes() {
        Arbitrary<AsPath> paths =
                asns().list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(20).map(AsPath::new);
        Arbitrary<List<Community>> communities = Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFF),
                        Arbitraries.integers().between(0, 0xFFFF))
                .as(Community::new)
                .list()
                .ofMaxSize(20);
        return Combinators.combine(
                        prefixes(),
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                        addresses(),
                        asns(),
                        paths,
                        communities,
                        instants(),
                        Arbitraries.of(RibView.values()))
                .as((prefix, pathId, address, asn, path, community, since, view) -> {
                    ObservedRoute usual = new ObservedRoute(
                            prefix, pathId, "edge|1", address, asn, path, community, address, since, since);
                    return new ObservedRoute(
                            prefix,
                            pathId,
                            "edge|1",
                            address,
                            asn,
                            path,
                            community,
                            address,
                            since,
                            since,
                            usual.id().session().with(view),
                            pathId % 2 == 0 ? null : asn);
                });
    }

    @Provide
    Arbitrary<MonitoredPrefix> declarations() {
        Arbitrary<List<RequiredSession>> sessions = Combinators.combine(
                        addresses(), asns(), texts(), Arbitraries.of(SessionRole.values()))
                .as(RequiredSession::new)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(
                        prefixes(), Arbitraries.longs(), asns().list().ofMaxSize(9), sessions)
                .as(MonitoredPrefix::new);
    }

    @Provide
    Arbitrary<RoutingEvent> events() {
        Arbitrary<List<Evidence>> evidence = Combinators.combine(texts(), texts(), Arbitraries.integers())
                .as(Evidence::new)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(
                        texts(),
                        Arbitraries.longs(),
                        Arbitraries.of(EventType.values()),
                        Arbitraries.of(Status.values()),
                        prefixes(),
                        asns().list().ofMaxSize(9),
                        instants(),
                        evidence)
                .as((text, revision, type, status, prefix, origins, time, reasons) -> new RoutingEvent(
                        text,
                        revision,
                        type,
                        type.level(),
                        status,
                        (int) Math.floorMod(revision, 101L),
                        prefix,
                        prefix,
                        origins,
                        origins.isEmpty() ? null : origins.getFirst(),
                        origins,
                        origins.isEmpty() ? null : origins.getLast(),
                        time,
                        time,
                        status == Status.OPEN ? null : time,
                        origins.size() % 2 == 0 ? null : text,
                        List.of(text, text),
                        origins,
                        reasons,
                        List.of(ODD),
                        text,
                        text));
    }
}
