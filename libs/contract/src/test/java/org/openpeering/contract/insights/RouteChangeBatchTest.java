/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.net.RouteDistinguisher;

class RouteChangeBatchTest {
    private static final List<IpPrefix> PREFIXES = IntStream.range(0, 5)
            .mapToObj(i -> IpPrefix.parse(i == 4 ? "2001:db8::/33" : "203.0." + i + ".0/24"))
            .toList();
    private static final IpAddress PEER = IpAddress.parse("192.0.2.1");
    private static final List<SessionId> SESSIONS = List.of(
            SessionId.of("edge-1", PEER),
            SessionId.of("edge|1", IpAddress.parse("2001:db8::1")),
            new SessionId("edge-1", 1, RouteDistinguisher.parse("65000:7"), PEER, null, RibView.POST_POLICY));

    @Provide
    Arbitrary<List<Entry>> batches() {
        Arbitrary<IpPrefix> prefixes = Arbitraries.of(PREFIXES);
        Arbitrary<SessionId> sessions = Arbitraries.of(SESSIONS);
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Asn.MAX);
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L),
                        Arbitraries.of(0, 1, 999_999_999, 678_901_000))
                .as(Instant::ofEpochSecond);
        Arbitrary<Speaker> speakers = Arbitraries.of(Speaker.UNKNOWN, new Speaker("c-1", Long.MAX_VALUE))
                .injectNull(0.3);
        Arbitrary<AsPath> paths =
                Arbitraries.of("", "1 {2,3} 4200000000 {5}", "64496 64500").map(AsPath::parse);
        Arbitrary<List<Community>> communities =
                Arbitraries.of(List.of(), List.of(new Community(0, 0xFFFF), new Community(0xFFFF, 0)));
        Arbitrary<ObservedRoute> routes = Combinators.combine(
                        prefixes, sessions, numbers, paths, communities, times, times)
                .as((prefix, session, number, path, of, since, routerTime) -> new ObservedRoute(
                        prefix,
                        number,
                        session.router(),
                        session.address(),
                        new Asn(number),
                        path,
                        of,
                        session.address(),
                        since,
                        routerTime,
                        session,
                        number % 3 == 0 ? new Asn(number) : null));
        Arbitrary<RouteChange> announced =
                Combinators.combine(prefixes, times, routes, speakers).as(RouteChange.Announced::new);
        Arbitrary<RouteChange> withdrawn = Combinators.combine(
                        prefixes, times, sessions, numbers, Arbitraries.of(WithdrawalCause.class), speakers)
                .as((prefix, time, session, number, cause, by) -> new RouteChange.Withdrawn(
                        prefix, time, new RouteId(session, prefix, number), new Asn(number), cause, by));
        Arbitrary<List<String>> collectors =
                Arbitraries.of("c-1", "c|2", "é").list().ofMaxSize(3);
        Arbitrary<RouteChange> synced = Combinators.combine(prefixes, times, Arbitraries.longs(), collectors, speakers)
                .as(RouteChange.Synced::new);
        Arbitrary<RouteChange> tables = Combinators.combine(prefixes, times, sessions, numbers, speakers)
                .as((prefix, time, session, number, by) -> new RouteChange.PeerTable(
                        prefix,
                        time,
                        session,
                        new Asn(number),
                        PREFIXES.stream()
                                .map(held -> new RouteChange.PeerTable.Held(held, number))
                                .toList(),
                        by));
        Arbitrary<RouteChange> answered = Combinators.combine(
                        prefixes, times, Arbitraries.longs(), collectors, speakers)
                .as(RouteChange.Answered::new);
        return Arbitraries.oneOf(
                        Arbitraries.oneOf(announced, withdrawn, synced, tables, answered)
                                .map(change -> new Entry(change, false)),
                        announced.map(RouteChangeBatchTest::covering),
                        withdrawn.map(RouteChangeBatchTest::covering))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static Entry covering(RouteChange change) {
        IpPrefix own = change instanceof RouteChange.Withdrawn gone
                ? gone.prefix()
                : ((RouteChange.Announced) change).route().prefix();
        return new Entry(change.concerning(own), true);
    }

    private static byte[] bytes(List<Entry> entries, RouteChangeWriter writer) {
        entries.forEach(entry -> writer.add(entry.change(), entry.covering()));
        return writer.take();
    }

    @Property(tries = 300)
    void whatIsReadIsWhatWasWrittenAlsoByAWriterThatHasWrittenBefore(
            @ForAll("batches") List<Entry> first, @ForAll("batches") List<Entry> second) {
        RouteChangeWriter writer = new RouteChangeWriter();
        assertThat(RouteChangeReader.read(bytes(first, writer)).entries()).isEqualTo(first);
        assertThat(RouteChangeReader.read(bytes(second, writer)).entries()).isEqualTo(second);
    }

    @Property(tries = 300)
    void bytesThatAreCutOrChangedAreReadOrRefusedAndNothingElse(
            @ForAll("batches") List<Entry> entries, @ForAll Random random) {
        byte[] message = bytes(entries, new RouteChangeWriter());
        byte[] changed = Arrays.copyOf(message, 1 + random.nextInt(message.length));
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        assertThatCode(() -> {
                    try {
                        RouteChangeReader.read(changed);
                    } catch (MalformedValueException e) {
                        // What is not a batch is said so.
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whatOccursAgainIsANumber() {
        Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");
        RouteChangeWriter writer = new RouteChangeWriter();
        ObservedRoute route = new ObservedRoute(
                PREFIXES.getFirst(),
                0,
                "edge-1",
                PEER,
                new Asn(64496),
                AsPath.parse("64496 64497 64498"),
                List.of(new Community(8075, 1)),
                PEER,
                now,
                now);
        for (int i = 0; i < 100; i++) {
            writer.add(new RouteChange.Announced(PREFIXES.getFirst(), now, route, new Speaker("insights-1", 7)), false);
        }
        assertThat(writer.changes()).isEqualTo(100);
        assertThat(writer.size()).isLessThan(2_700);
    }

    @Test
    void aLaterVersionIsRefused() {
        byte[] message =
                RouteChangeWriter.bytes(List.of(new RouteChange.Synced(PREFIXES.getFirst(), Instant.EPOCH, 1)));
        message[0] = 4;
        assertThatThrownBy(() -> RouteChangeReader.read(message)).isInstanceOf(MalformedValueException.class);
        message[0] = RouteChangeBatch.VERSION;
        byte[] cut = Arrays.copyOf(message, message.length - 1);
        assertThatThrownBy(() -> RouteChangeReader.read(cut)).hasMessageContaining("too early");
    }
}
