/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.asPath;
import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.reach;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
import static org.openpeering.insights.bgp.BgpBytes.unreach;
import static org.openpeering.insights.bgp.BgpBytes.update;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.CollectedRoutes.Route;

/** A session's messages one after the other: what the first ones tell, the others are read by. */
class DialectTest {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] ORIGIN = attribute(1, new byte[] {0});
    private static final byte[] NEXT_HOP = attribute(3, new byte[] {(byte) 192, 0, 2, 1});
    private static final IpPrefix ONE = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix OTHER = IpPrefix.parse("198.51.100.0/24");
    private static final IpPrefix SHORT_IPV6 = IpPrefix.parse("2400:cb00::/32");
    private static final Reading PATHS = new Reading(true, true, true, 0, 0);

    private final UpdateDecoder decoder = new UpdateDecoder();

    private List<Route> withdrawn(Dialect dialect, Family family, byte[] run) {
        byte[] message = family == Family.IPV4
                ? update(run, NOTHING, NOTHING)
                : update(NOTHING, unreach(Family.IPV6, run), NOTHING);
        assertThat(decoder.decode(message, 0, message.length, dialect)).isEqualTo(UpdateOutcome.ROUTES);
        return CollectedRoutes.of(decoder).withdrawn;
    }

    private static List<Route> without(IpPrefix... prefixes) {
        return List.of(prefixes).stream().map(prefix -> new Route(prefix, 0)).toList();
    }

    /** One that only one reading explains, with an identifier of 1 or without one. */
    private static IpPrefix telling(Family family) {
        return IpPrefix.parse(family == Family.IPV4 ? "198.51.100.0/24" : "2001:db8:1::/48");
    }

    /** FRR negotiates identifiers and sends none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aShortIpv6PrefixIsNotTheDefaultRouteWithAnIdentifier(boolean afterOthers) {
        byte[] run = HexFormat.of().parseHex("202400cb00");
        Dialect frr = new Dialect(PATHS);
        if (afterOthers) {
            withdrawn(frr, Family.IPV6, nlri(telling(Family.IPV6)));
        }

        assertThat(withdrawn(frr, Family.IPV6, run)).isEqualTo(without(SHORT_IPV6));
        assertThat(decoder.otherPathReading()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoPackedPrefixesAreTwo(boolean afterOthers) {
        byte[] run = HexFormat.of().parseHex("18cb007118c63364");
        Dialect frr = new Dialect(PATHS);
        if (afterOthers) {
            withdrawn(frr, Family.IPV4, nlri(OTHER));
        }

        assertThat(withdrawn(frr, Family.IPV4, run)).isEqualTo(without(ONE, OTHER));
    }

    /** GoBGP sends identifiers that it has not negotiated. */
    @Test
    void identifiersOfASessionThatHasThemAreReadInAmbiguousRunsToo() {
        Dialect gobgp = new Dialect(Reading.MODERN);
        withdrawn(gobgp, Family.IPV4, nlriWithPath(1, OTHER));

        List<Route> routes = withdrawn(gobgp, Family.IPV4, nlriWithPath(0x18CB0071L, OTHER));

        assertThat(routes).containsExactly(new Route(OTHER, 0x18CB0071L));
        assertThat(decoder.otherPathReading()).isTrue();
    }

    @Test
    void ofTwoRunsInOneMessageTheOneThatTellsDecidesForTheOther() {
        Dialect gobgp = new Dialect(Reading.MODERN);
        byte[] message = update(
                nlriWithPath(0x18CB0071L, OTHER),
                concat(ORIGIN, attribute(2, sequence(4, 65002)), NEXT_HOP),
                nlriWithPath(7, ONE));

        assertThat(decoder.decode(message, 0, message.length, gobgp)).isEqualTo(UpdateOutcome.ROUTES);

        assertThat(CollectedRoutes.of(decoder).withdrawn).containsExactly(new Route(OTHER, 0x18CB0071L));
    }

    /** The same bytes are the default route of a session that has identifiers. */
    @Test
    void announcementsFollowWhatWithdrawalsHaveTold() {
        Dialect gobgp = new Dialect(Reading.MODERN);
        withdrawn(gobgp, Family.IPV6, nlriWithPath(1, telling(Family.IPV6)));
        byte[] run = HexFormat.of().parseHex("202400cb00");
        byte[] reach = reach(Family.IPV6, IpAddress.parse("2001:db8::1"), run);
        byte[] message = update(NOTHING, concat(ORIGIN, attribute(2, sequence(4, 65002)), reach), NOTHING);

        assertThat(decoder.decode(message, 0, message.length, gobgp)).isEqualTo(UpdateOutcome.ROUTES);

        CollectedRoutes.Announced route = CollectedRoutes.of(decoder).announced.getFirst();
        assertThat(route.prefix()).isEqualTo(IpPrefix.parse("::/0"));
        assertThat(route.pathId()).isEqualTo(0x202400CBL);
    }

    @Test
    void whatOneFamilyTellsIsNotSaidOfTheOther() {
        Dialect mixed = new Dialect(PATHS);
        withdrawn(mixed, Family.IPV6, nlri(telling(Family.IPV6)));

        // One route with identifier 0010c633, or the default route, 198.51.0.0/16 and 203.0.113.0/24.
        List<Route> routes = withdrawn(mixed, Family.IPV4, HexFormat.of().parseHex("0010c63318cb0071"));

        assertThat(routes).containsExactly(new Route(ONE, 0x10C633));
    }

    @Test
    void aSessionThatTurnsOutToBeWrittenOtherwiseIsReadOtherwise() {
        Dialect dialect = new Dialect(PATHS);
        withdrawn(dialect, Family.IPV4, nlriWithPath(1, OTHER));
        withdrawn(dialect, Family.IPV4, nlri(OTHER));

        assertThat(withdrawn(dialect, Family.IPV4, nlri(ONE, OTHER))).isEqualTo(without(ONE, OTHER));
    }

    /** A path that both widths explain: two numbers of four bytes, or three of two. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAmbiguousAsPathFollowsThoseThatAreNot(boolean fourBytes) {
        byte[] ambiguous = HexFormat.of().parseHex("0201fde9020102010201fbf4");
        Dialect dialect = new Dialect(Reading.MODERN.withFourByteAs(!fourBytes));
        announced(dialect, sequence(fourBytes ? 4 : 2, 65002, 64500));

        assertThat(announced(dialect, ambiguous))
                .isEqualTo(fourBytes ? AsPath.of(0xFDE90201L, 0x0201FBF4L) : AsPath.of(0xFDE9, 0x0201, 0xFBF4));
    }

    private AsPath announced(Dialect dialect, byte[] path) {
        byte[] message = update(NOTHING, concat(ORIGIN, attribute(2, path), NEXT_HOP), nlri(ONE));
        assertThat(decoder.decode(message, 0, message.length, dialect)).isEqualTo(UpdateOutcome.ROUTES);
        return CollectedRoutes.of(decoder).announced.getFirst().attributes().asPath();
    }

    /** The arrays of a decoder grow to what messages need, and that is all. */
    @Test
    void nothingIsAllocatedForAMessage() {
        byte[] message = update(
                nlri(ONE, OTHER),
                concat(ORIGIN, attribute(2, sequence(2, 100, 23456)), NEXT_HOP, attribute(17, sequence(4, 70000))),
                nlri(ONE));
        Dialect dialect = new Dialect(PATHS);
        CountingReceiver receiver = new CountingReceiver();
        read(message, dialect, receiver, 100);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read(message, dialect, receiver, 10_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(receiver.withdrawn).isEqualTo(10_100);
        assertThat(receiver.announced).isEqualTo(10_100);
        assertThat(allocated).as("bytes for 10,000 messages").isLessThan(10_000);
    }

    private void read(byte[] message, Dialect dialect, RouteReceiver receiver, int times) {
        for (int i = 0; i < times; i++) {
            dialect.declare(false);
            decoder.decode(message, 0, message.length, dialect);
            decoder.deliver(receiver);
        }
    }

    private static final class CountingReceiver implements RouteReceiver {
        private int withdrawn;
        private int announced;

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {
            withdrawn++;
        }

        @Override
        public void attributes(CompactAttributes attributes) {}

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            announced++;
        }
    }

    /** A run as its sender wrote it. */
    record Run(List<IpPrefix> prefixes, long pathId) {
        byte[] bytes(boolean paths) {
            IpPrefix[] all = prefixes.toArray(IpPrefix[]::new);
            return paths ? nlriWithPath(pathId, all) : nlri(all);
        }

        List<Route> routes(boolean paths) {
            return prefixes.stream()
                    .map(prefix -> new Route(prefix, paths ? pathId : 0))
                    .toList();
        }
    }

    private static Arbitrary<Run> runs(Family family, long maxPathId) {
        Arbitrary<IpPrefix> prefixes = BgpArbitraries.prefixes(family).filter(prefix -> prefix.length() > 0);
        return Combinators.combine(
                        prefixes.list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.longs().between(0, maxPathId))
                .as(Run::new);
    }

    @Provide
    Arbitrary<List<Run>> ipv4() {
        return runs(Family.IPV4, 0xFFFF_FFFFL).list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Run>> ipv6() {
        return runs(Family.IPV6, 0xFFFF_FFFFL).list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Run>> ipv4WithCountedIdentifiers() {
        return runs(Family.IPV4, 0xFFFF).list().ofMinSize(1).ofMaxSize(8);
    }

    private void readsAllAfterOneThatTells(Family family, List<Run> runs, boolean negotiated, boolean written) {
        Dialect dialect = new Dialect(new Reading(true, negotiated, negotiated, 0, 0));
        withdrawn(dialect, family, new Run(List.of(telling(family)), 1).bytes(written));

        for (Run run : runs) {
            assertThat(withdrawn(dialect, family, run.bytes(written))).isEqualTo(run.routes(written));
            assertThat(decoder.otherPathReading()).isEqualTo(negotiated != written);
        }
    }

    @Property
    void afterARunThatOnlyOneReadingExplainsEveryIpv4RunIsReadAsWritten(
            @ForAll("ipv4") List<Run> runs, @ForAll boolean negotiated, @ForAll boolean written) {
        readsAllAfterOneThatTells(Family.IPV4, runs, negotiated, written);
    }

    @Property
    void afterARunThatOnlyOneReadingExplainsEveryIpv6RunIsReadAsWritten(
            @ForAll("ipv6") List<Run> runs, @ForAll boolean negotiated, @ForAll boolean written) {
        readsAllAfterOneThatTells(Family.IPV6, runs, negotiated, written);
    }

    @Property
    void prefixesWithoutIdentifiersAreReadAsSuchFromTheFirstRunOn(
            @ForAll("ipv4") List<Run> runs, @ForAll boolean negotiated) {
        Dialect dialect = new Dialect(new Reading(true, negotiated, negotiated, 0, 0));

        for (Run run : runs) {
            assertThat(withdrawn(dialect, Family.IPV4, run.bytes(false))).isEqualTo(run.routes(false));
        }
    }

    @Property
    void identifiersThatAreCountedAreReadAsSuchFromTheFirstRunOn(
            @ForAll("ipv4WithCountedIdentifiers") List<Run> runs, @ForAll boolean negotiated) {
        Dialect dialect = new Dialect(new Reading(true, negotiated, negotiated, 0, 0));

        for (Run run : runs) {
            assertThat(withdrawn(dialect, Family.IPV4, run.bytes(true))).isEqualTo(run.routes(true));
        }
    }

    @Provide
    Arbitrary<List<AsPath>> paths() {
        return BgpArbitraries.paths(0xFFFF).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property
    void afterAPathThatOnlyOneWidthExplainsEveryPathIsReadAsWritten(
            @ForAll("paths") List<AsPath> paths, @ForAll boolean declared, @ForAll boolean written) {
        Dialect dialect = new Dialect(Reading.MODERN);
        dialect.declare(declared);
        int width = written ? 4 : 2;
        announced(dialect, sequence(width, 65002, 64500));

        for (AsPath path : paths) {
            dialect.declare(declared);
            assertThat(announced(dialect, asPath(path, width))).isEqualTo(path);
        }
    }
}
