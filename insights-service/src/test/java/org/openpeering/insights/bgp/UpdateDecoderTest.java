/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
import static org.openpeering.insights.bgp.BgpBytes.update;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

class UpdateDecoderTest {
    private static final byte[] NOTHING = new byte[0];
    private static final IpPrefix PREFIX = IpPrefix.parse("198.51.100.0/24");
    private static final IpPrefix OTHER = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix IPV6 = IpPrefix.parse("2001:db8:1::/48");
    private static final IpPrefix OTHER_IPV6 = IpPrefix.parse("2001:db8:2::/48");
    private static final byte[] ORIGIN = attribute(1, new byte[] {0});
    private static final byte[] PATH = attribute(2, sequence(4, 65002, 64500));
    private static final byte[] NEXT_HOP = attribute(3, new byte[] {(byte) 192, 0, 2, 1});
    private static final Reading TWO_BYTES = new Reading(false, false, false, 0, 0);

    private final UpdateDecoder decoder = new UpdateDecoder();

    private UpdateOutcome decode(byte[] message, Reading reading) {
        return decoder.decode(message, 0, message.length, reading);
    }

    private UpdateOutcome announce(Reading reading, byte[]... attributes) {
        return decode(update(NOTHING, concat(attributes), nlri(PREFIX)), reading);
    }

    private PathAttributes only() {
        return CollectedRoutes.of(decoder).announced.getFirst().attributes();
    }

    @Test
    void givesPrefixAndAttributes() {
        UpdateOutcome outcome = announce(Reading.MODERN, ORIGIN, PATH, NEXT_HOP);

        assertThat(outcome).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(CollectedRoutes.of(decoder).announced)
                .containsExactly(new CollectedRoutes.Announced(
                        PREFIX,
                        0,
                        new PathAttributes(
                                AsPath.of(65002, 64500),
                                Origin.IGP,
                                IpAddress.parse("192.0.2.1"),
                                List.of(),
                                Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "origin of three bytes, 1, 000000",
        "origin 3, 1, 03",
        "segment of an unknown type, 2, 0501000000fa",
        "empty segment, 2, 0200",
        "next hop of three bytes, 3, c00002",
        "MED of two bytes, 4, 0001",
        "communities of five bytes, 8, 0102030405",
        "no community, 8, ''",
        "extended communities of four bytes, 16, 01020304",
        "large communities of eight bytes, 32, 0102030405060708",
        "OTC of two bytes, 35, fde9"
    })
    void aBrokenAttributeTurnsTheAnnouncementIntoAWithdrawal(String what, int type, String value) {
        byte[] broken = attribute(type, HexFormat.of().parseHex(value));

        UpdateOutcome outcome = announce(
                Reading.MODERN,
                type == 1 ? NOTHING : ORIGIN,
                type == 2 ? NOTHING : PATH,
                type == 3 ? NOTHING : NEXT_HOP,
                broken);

        assertThat(outcome).as(what).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        CollectedRoutes routes = CollectedRoutes.of(decoder);
        assertThat(routes.announced).isEmpty();
        assertThat(routes.withdrawn).containsExactly(new CollectedRoutes.Route(PREFIX, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL_PREF of one byte, 5, 01",
        "ATOMIC_AGGREGATE that is not empty, 6, 00",
        "AGGREGATOR of three bytes, 7, 010203",
        "AS4_PATH with an empty segment, 17, 0200",
        "AS4_AGGREGATOR of four bytes, 18, 01020304"
    })
    void anAttributeThatDoesNotMatterIsDiscardedWhenBroken(String what, int type, String value) {
        byte[] broken = attribute(type, HexFormat.of().parseHex(value));

        UpdateOutcome outcome = announce(Reading.MODERN, ORIGIN, PATH, NEXT_HOP, broken);

        assertThat(outcome).as(what).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(decoder.attributesDiscarded()).isEqualTo(1);
        assertThat(only().asPath()).isEqualTo(AsPath.of(65002, 64500));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void aMissingMandatoryAttributeTurnsTheAnnouncementIntoAWithdrawal(int missing) {
        UpdateOutcome outcome = announce(
                Reading.MODERN,
                missing == 1 ? NOTHING : ORIGIN,
                missing == 2 ? NOTHING : PATH,
                missing == 3 ? NOTHING : NEXT_HOP);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
    }

    @Test
    void ofAnAttributeSentTwiceTheFirstCounts() {
        announce(Reading.MODERN, ORIGIN, PATH, NEXT_HOP, attribute(2, sequence(4, 1, 2, 3)));

        assertThat(only().asPath()).isEqualTo(AsPath.of(65002, 64500));
        assertThat(decoder.attributesDiscarded()).isEqualTo(1);
    }

    @Test
    void anAttributeThatRunsOverTheEndKeepsThePrefixes() {
        byte[] overrun = {0x40, 5, 100, 1};

        UpdateOutcome outcome = announce(Reading.MODERN, ORIGIN, PATH, NEXT_HOP, overrun);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        assertThat(CollectedRoutes.of(decoder).withdrawn).hasSize(1);
    }

    @Test
    void as4PathReplacesTheTailOfATwoBytePath() {
        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, sequence(2, 100, 23456, 23456)),
                NEXT_HOP,
                attribute(17, sequence(4, 70000, 4200000001L)));

        assertThat(only().asPath()).isEqualTo(AsPath.of(100, 70000, 4200000001L));
    }

    @Test
    void as4PathLongerThanThePathIsLeftAside() {
        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, sequence(2, 100, 23456)),
                NEXT_HOP,
                attribute(17, sequence(4, 1, 2, 3)));

        assertThat(only().asPath()).isEqualTo(AsPath.of(100, 23456));
    }

    /** RFC 6793 section 4.2.3; the aggregators' numbers in hexadecimal, none where there is no such attribute. */
    @ParameterizedTest
    @CsvSource({
        "neither aggregator, '', '', true",
        "AGGREGATOR alone, 0064, '', true",
        "AS4_AGGREGATOR alone, '', 00011170, true",
        "AS_TRANS and the number it stands for, 5ba0, 00011170, true",
        "both with one number, 0064, 00000064, true",
        "two numbers that disagree, 0064, 00011170, false",
        "two numbers that disagree in four bytes, 00000064, 00011170, false"
    })
    void as4PathIsLeftAsideOnlyWhenTheAggregatorsDisagree(String what, String old, String four, boolean counts) {
        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, sequence(2, 100, 23456)),
                NEXT_HOP,
                aggregator(7, old),
                attribute(17, sequence(4, 70000)),
                aggregator(18, four));

        assertThat(only().asPath()).as(what).isEqualTo(counts ? AsPath.of(100, 70000) : AsPath.of(100, 23456));
    }

    @Test
    void theAggregatorHasItsNumberOfFourBytes() {
        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, sequence(2, 100, 200)),
                NEXT_HOP,
                aggregator(7, "5ba0"),
                aggregator(18, "00011170"));
        assertThat(only().aggregator()).get().hasToString("70000 1.2.3.4");

        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, sequence(2, 100, 200)),
                NEXT_HOP,
                aggregator(7, "0064"),
                aggregator(18, "00011170"));
        assertThat(only().aggregator()).get().hasToString("100 1.2.3.4");
    }

    @ParameterizedTest
    @CsvSource({
        "0002 fbf0 00000064, rt:64496:100",
        "4003 fbf0 00000064, soo:64496:100",
        "0102 c0000201 0064, rt:192.0.2.1:100",
        "0202 00011170 0064, rt:70000:100",
        "4300 0000 00000002, 0x4300000000000002",
        "8002 fbf0 00000064, 0x8002fbf000000064"
    })
    void extendedCommunitiesHaveTheTextsOfTheirKinds(String bytes, String text) {
        announce(
                Reading.MODERN,
                ORIGIN,
                PATH,
                NEXT_HOP,
                attribute(16, HexFormat.of().parseHex(bytes.replace(" ", ""))));

        assertThat(only().extendedCommunities()).hasToString("[" + text + "]");
    }

    private static byte[] aggregator(int type, String asn) {
        byte[] address = {1, 2, 3, 4};
        return asn.isEmpty() ? NOTHING : attribute(type, concat(HexFormat.of().parseHex(asn), address));
    }

    @Test
    void aSetOfOneStaysASetWhenAs4PathIsMergedIn() {
        announce(
                TWO_BYTES,
                ORIGIN,
                attribute(2, concat(sequence(2, 100, 200), sequence(2, 23456), new byte[] {1, 1, 0x5B, (byte) 0xA0})),
                NEXT_HOP,
                attribute(17, concat(sequence(4, 70000), new byte[] {1, 1, 0, 1, 0x11, 0x71})));

        assertThat(only().asPath()).hasToString("100 200 70000 {70001}");
    }

    /** Otherwise one path would be two in the table, by the width of the session that brought it. */
    @Test
    void aPathIsTheSameHoweverItIsCutIntoSequences() {
        announce(Reading.MODERN, ORIGIN, attribute(2, concat(sequence(4, 1, 2), sequence(4, 3))), NEXT_HOP);
        byte[] cut = compact();
        announce(Reading.MODERN, ORIGIN, attribute(2, sequence(4, 1, 2, 3)), NEXT_HOP);

        assertThat(compact()).isEqualTo(cut);
    }

    private byte[] compact() {
        byte[][] copy = new byte[1][];
        decoder.deliver(new CollectedRoutes() {
            @Override
            public void attributes(CompactAttributes attributes) {
                copy[0] = java.util.Arrays.copyOf(attributes.bytes(), attributes.length());
            }
        });
        return copy[0];
    }

    /** RFC 7607 section 2. */
    @ParameterizedTest
    @CsvSource({
        "4, 0202 0000fdea 00000000",
        "4, 0101 00000000",
        "4, 0202 0000fdea 0000fbf4 0101 00000000",
        "2, 0202 fdea 0000"
    })
    void as0InThePathTurnsTheAnnouncementIntoAWithdrawal(int width, String path) {
        byte[] bytes = HexFormat.of().parseHex(path.replace(" ", ""));

        UpdateOutcome outcome =
                announce(new Reading(width == 4, false, false, 0, 0), ORIGIN, attribute(2, bytes), NEXT_HOP);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        assertThat(CollectedRoutes.of(decoder).withdrawn).containsExactly(new CollectedRoutes.Route(PREFIX, 0));
    }

    /** RFC 7607 section 2 with RFC 7606 section 7.7 and RFC 6793 section 6. */
    @ParameterizedTest
    @CsvSource({"7, 000001020304", "7, 0000000001020304", "18, 0000000001020304", "17, 020100000000"})
    void as0ElsewhereCostsThatAttribute(int type, String value) {
        UpdateOutcome outcome = announce(
                Reading.MODERN,
                ORIGIN,
                PATH,
                NEXT_HOP,
                attribute(type, HexFormat.of().parseHex(value)));

        assertThat(outcome).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(decoder.attributesDiscarded()).isEqualTo(1);
    }

    @Test
    void theOtherAsWidthIsTriedBeforeThePathIsGivenUp() {
        UpdateOutcome outcome = announce(TWO_BYTES, ORIGIN, PATH, NEXT_HOP);

        assertThat(outcome).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(decoder.otherAsSize()).isTrue();
        assertThat(only().asPath()).isEqualTo(AsPath.of(65002, 64500));
    }

    @Test
    void pathIdentifiersThatWereNotNegotiatedAreFound() {
        byte[] message = update(NOTHING, concat(ORIGIN, PATH, NEXT_HOP), nlriWithPath(7, PREFIX));

        assertThat(decode(message, Reading.MODERN)).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(decoder.otherPathReading()).isTrue();
        assertThat(CollectedRoutes.of(decoder).announced)
                .extracting(CollectedRoutes.Announced::prefix, CollectedRoutes.Announced::pathId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(PREFIX, 7L));
    }

    @Test
    void pathIdentifiersThatAreMissingAreNotInvented() {
        byte[] message = update(NOTHING, concat(ORIGIN, PATH, NEXT_HOP), nlri(PREFIX));

        assertThat(decode(message, new Reading(true, true, true, 0, 0))).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(CollectedRoutes.of(decoder).announced)
                .extracting(CollectedRoutes.Announced::prefix)
                .containsExactly(PREFIX);
    }

    @Test
    void theRoutersOwnNumberInFrontOfItsPeersIsTakenOff() {
        Reading frr = new Reading(true, false, false, 65001, 65003);

        announce(frr, ORIGIN, attribute(2, sequence(4, 65001, 65003, 64500)), NEXT_HOP);

        assertThat(only().asPath()).isEqualTo(AsPath.of(65003, 64500));
    }

    @Test
    void confederationSegmentsAreNoPartOfThePath() {
        byte[] path = concat(new ByteWriter().u8(3).u8(1).u32(65100).bytes(), sequence(4, 64500));

        announce(Reading.MODERN, ORIGIN, attribute(2, path), NEXT_HOP);

        assertThat(only().asPath()).isEqualTo(AsPath.of(64500));
    }

    /** RFC 6811 section 2. */
    @Test
    void aPathThatEndsInASetOfOneHasNoOrigin() {
        byte[] path = concat(
                sequence(4, 64500), new ByteWriter().u8(1).u8(1).u32(64501).bytes());

        announce(Reading.MODERN, ORIGIN, attribute(2, path), NEXT_HOP);

        assertThat(only().asPath()).hasToString("64500 {64501}");
        assertThat(only().asPath().origin()).isEmpty();
    }

    @Test
    void onlyToCustomerAndHostBitsAndTheSecondNextHop() {
        byte[] hops = concat(
                IpAddress.parse("2001:db8::1").toBytes(),
                IpAddress.parse("fe80::1").toBytes());
        byte[] reach = attribute(
                14,
                new ByteWriter()
                        .u16(2)
                        .u8(1)
                        .u8(32)
                        .raw(hops)
                        .u8(0)
                        .u8(44)
                        .raw(new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0x12, 0x3F})
                        .bytes());
        byte[] otc = attribute(35, new ByteWriter().u32(64500).bytes());

        UpdateOutcome outcome = decode(update(NOTHING, concat(ORIGIN, PATH, otc, reach), NOTHING), Reading.MODERN);

        assertThat(outcome).isEqualTo(UpdateOutcome.ROUTES);
        CollectedRoutes.Announced route = CollectedRoutes.of(decoder).announced.getFirst();
        assertThat(route.prefix()).isEqualTo(IpPrefix.parse("2001:db8:1230::/44"));
        assertThat(route.attributes().nextHop()).isEqualTo(IpAddress.parse("2001:db8::1"));
        assertThat(route.attributes().onlyToCustomer()).contains(new Asn(64500));
    }

    @Test
    void anotherFamilyIsPassedOver() {
        byte[] vpn = attribute(15, new byte[] {0, 1, (byte) 128, 1, 2, 3});

        assertThat(decode(update(NOTHING, vpn, NOTHING), Reading.MODERN)).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(decoder.otherFamily()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"IPV4", "IPV6"})
    void endOfRibIsRecognized(Family family) {
        assertThat(decode(BgpBytes.endOfRib(family), Reading.MODERN)).isEqualTo(UpdateOutcome.END_OF_RIB);
        assertThat(decoder.endOfRib()).isEqualTo(family);
    }

    /** RFC 4271 section 4.3. */
    @Test
    void aPrefixThatIsWithdrawnAndAnnouncedIsAnnounced() {
        byte[] message = update(nlri(PREFIX, OTHER), concat(ORIGIN, PATH, NEXT_HOP), nlri(PREFIX));

        assertThat(decode(message, Reading.MODERN)).isEqualTo(UpdateOutcome.ROUTES);
        CollectedRoutes routes = CollectedRoutes.of(decoder);
        assertThat(routes.withdrawn).containsExactly(new CollectedRoutes.Route(OTHER, 0));
        assertThat(routes.announced)
                .extracting(CollectedRoutes.Announced::prefix)
                .containsExactly(PREFIX);
    }

    @Test
    void aPrefixThatIsWithdrawnAndAnnouncedByMultiprotocolAttributesIsAnnounced() {
        IpAddress nextHop = IpAddress.parse("2001:db8::1");
        byte[] message = update(
                NOTHING,
                concat(
                        BgpBytes.unreach(Family.IPV6, nlri(IPV6, OTHER_IPV6)),
                        ORIGIN,
                        PATH,
                        BgpBytes.reach(Family.IPV6, nextHop, nlri(IPV6))),
                NOTHING);

        assertThat(decode(message, Reading.MODERN)).isEqualTo(UpdateOutcome.ROUTES);
        CollectedRoutes routes = CollectedRoutes.of(decoder);
        assertThat(routes.withdrawn).containsExactly(new CollectedRoutes.Route(OTHER_IPV6, 0));
        assertThat(routes.announced)
                .extracting(CollectedRoutes.Announced::prefix)
                .containsExactly(IPV6);
    }

    @Test
    void ofTwoPathsTheOneThatIsOnlyWithdrawnIsWithdrawn() {
        Reading paths = new Reading(true, true, true, 0, 0);
        byte[] message = update(
                concat(nlriWithPath(1, PREFIX), nlriWithPath(2, PREFIX)),
                concat(ORIGIN, PATH, NEXT_HOP),
                nlriWithPath(2, PREFIX));

        assertThat(decode(message, paths)).isEqualTo(UpdateOutcome.ROUTES);
        assertThat(CollectedRoutes.of(decoder).withdrawn).containsExactly(new CollectedRoutes.Route(PREFIX, 1));
    }

    @Test
    void whatIsWithdrawnAndAnnouncedWithBrokenAttributesIsWithdrawn() {
        byte[] message = update(nlri(PREFIX), concat(ORIGIN, NEXT_HOP), nlri(PREFIX));

        assertThat(decode(message, Reading.MODERN)).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        CollectedRoutes routes = CollectedRoutes.of(decoder);
        assertThat(routes.withdrawn).contains(new CollectedRoutes.Route(PREFIX, 0));
        assertThat(routes.announced).isEmpty();
    }

    /** RFC 7606 section 5.1; behind the broken attribute the walk goes on, or its head is looked for. */
    @ParameterizedTest
    @CsvSource({
        "MED of two bytes, 80 04 02 0001",
        "MED that runs over the end, 80 04 64 00000001",
        "MED that is longer than it says, 80 04 02 00000001",
        "a length of two bytes that runs over the end, 90 04 ffff 00000001"
    })
    void withdrawalsBehindABrokenAttributeAreHonoured(String what, String broken) {
        byte[] unreach = BgpMessages.attribute(
                BgpMessages.OPTIONAL, 15, BgpMessages.unreach(BgpMessages.AFI_IPV6, nlri(IPV6, OTHER_IPV6)));
        byte[] med = HexFormat.of().parseHex(broken.replace(" ", ""));

        UpdateOutcome outcome = announce(Reading.MODERN, ORIGIN, PATH, NEXT_HOP, med, unreach);

        assertThat(outcome).as(what).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        assertThat(CollectedRoutes.of(decoder).withdrawn)
                .extracting(CollectedRoutes.Route::prefix)
                .containsExactlyInAnyOrder(PREFIX, IPV6, OTHER_IPV6);
    }

    @Test
    void announcementsBehindAnAttributeThatRunsOverTheEndAreWithdrawn() {
        byte[] reach = BgpMessages.attribute(
                BgpMessages.OPTIONAL,
                14,
                BgpMessages.reach(
                        BgpMessages.AFI_IPV6, IpAddress.parse("2001:db8::1").toBytes(), nlri(IPV6)));
        byte[] overrun = {0x40, 5, 100, 1};

        UpdateOutcome outcome = decode(update(NOTHING, concat(ORIGIN, PATH, overrun, reach), NOTHING), Reading.MODERN);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        assertThat(CollectedRoutes.of(decoder).withdrawn).containsExactly(new CollectedRoutes.Route(IPV6, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 12, 17, 33})
    void aNextHopOfImpossibleLengthTakesTheRouteAway(int length) {
        byte[] reach = attribute(14, BgpMessages.reach(BgpMessages.AFI_IPV6, new byte[length], nlri(IPV6)));

        UpdateOutcome outcome = decode(update(NOTHING, concat(ORIGIN, PATH, reach), NOTHING), Reading.MODERN);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        CollectedRoutes routes = CollectedRoutes.of(decoder);
        assertThat(routes.withdrawn).containsExactly(new CollectedRoutes.Route(IPV6, 0));
        assertThat(routes.announced).isEmpty();
    }

    @Test
    void anMpReachThatIsCutOffDoesNotKeepWhatTheRestWithdraws() {
        byte[] reach = attribute(14, new byte[] {0, 2, 1, 16, 0x20});

        UpdateOutcome outcome = decode(
                update(
                        nlri(OTHER),
                        concat(ORIGIN, PATH, NEXT_HOP, reach, BgpBytes.unreach(Family.IPV6, nlri(IPV6))),
                        nlri(PREFIX)),
                Reading.MODERN);

        assertThat(outcome).isEqualTo(UpdateOutcome.TREATED_AS_WITHDRAW);
        assertThat(CollectedRoutes.of(decoder).withdrawn)
                .extracting(CollectedRoutes.Route::prefix)
                .containsExactlyInAnyOrder(OTHER, IPV6, PREFIX);
    }

    @Test
    void malformedMessagesSayWhatIsWrong() {
        byte[] good = update(NOTHING, concat(ORIGIN, PATH, NEXT_HOP), nlri(PREFIX));
        byte[] withdrawnTooLong = good.clone();
        withdrawnTooLong[20] = (byte) 200;
        byte[] noUpdate = good.clone();
        noUpdate[18] = 4;

        assertThat(decode(withdrawnTooLong, Reading.MODERN)).isEqualTo(UpdateOutcome.BAD_LENGTHS);
        assertThat(decode(noUpdate, Reading.MODERN)).isEqualTo(UpdateOutcome.NOT_AN_UPDATE);
        assertThat(decoder.decode(good, 0, good.length - 1, Reading.MODERN)).isEqualTo(UpdateOutcome.BAD_LENGTHS);
        assertThat(decode(update(new byte[] {60, 1}, NOTHING, NOTHING), Reading.MODERN))
                .isEqualTo(UpdateOutcome.BAD_PREFIXES);
        assertThat(decode(update(NOTHING, attribute(14, new byte[] {0, 1, 1}), NOTHING), Reading.MODERN))
                .isEqualTo(UpdateOutcome.BAD_MULTIPROTOCOL);
    }
}
