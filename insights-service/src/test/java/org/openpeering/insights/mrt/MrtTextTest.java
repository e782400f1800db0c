/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.reach;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
import static org.openpeering.insights.bgp.BgpBytes.unreach;
import static org.openpeering.insights.bgp.BgpBytes.update;
import static org.openpeering.insights.mrt.MrtBytes.attributes;
import static org.openpeering.insights.mrt.MrtBytes.bgp4mp;
import static org.openpeering.insights.mrt.MrtBytes.bgp4mpEt;
import static org.openpeering.insights.mrt.MrtBytes.peers;
import static org.openpeering.insights.mrt.MrtBytes.record;
import static org.openpeering.insights.mrt.MrtBytes.rib;
import static org.openpeering.insights.mrt.MrtBytes.route;
import static org.openpeering.insights.mrt.MrtBytes.session;
import static org.openpeering.insights.mrt.MrtBytes.shortReach;
import static org.openpeering.insights.mrt.MrtBytes.states;
import static org.openpeering.insights.mrt.MrtBytes.tableDump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.stack.synthetic.ByteWriter;

class MrtTextTest {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] V4 = nlri(IpPrefix.parse("192.0.2.0/24"));
    private static final byte[] V6 = nlri(IpPrefix.parse("2001:db8::/32"));
    private static final byte[] ORIGIN = attribute(1, new byte[] {0});
    private static final byte[] PATH = attribute(2, sequence(4, 65001, 65002));
    private static final byte[] NEXT_HOP =
            attribute(3, IpAddress.parse("192.0.2.9").toBytes());
    private static final byte[] ATTRIBUTES = concat(ORIGIN, PATH, NEXT_HOP);
    private static final IpAddress GLOBAL = IpAddress.parse("2001:db8::9");

    static final List<String> SAMPLES = MrtBytes.SAMPLES;

    @TempDir
    private Path folder;

    private static String text(byte[]... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            MrtText.print(new ByteArrayInputStream(concat(records)), out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void samplesOfDaemonsReadAsBgpdumpPrintsThem(String name) throws IOException {
        String expected = new String(MrtBytes.sample(name + ".txt"), StandardCharsets.US_ASCII);

        assertThat(text(MrtBytes.sample(name + ".mrt"))).isEqualTo(expected);
    }

    @Test
    void theStoredTextOfARecordingIsPrinted() throws IOException {
        Optional<Path> recordings = Bgpdump.recordings();
        assumeThat(recordings).as("recordings beside the repository").isPresent();
        Path expected = folder.resolve("expected");
        try (var packed = Files.newInputStream(recordings.get().resolve("updates.20160811.1600.expected-bgpdump.gz"))) {
            Files.copy(new GZIPInputStream(packed), expected);
        }

        Path printed = folder.resolve("printed");
        Bgpdump.text(recordings.get().resolve("updates.20160811.1600.gz"), printed);

        assertThat(Bgpdump.difference(printed, expected)).isEmpty();
    }

    /** None differs: what would is in {@link #DIFFERENCES}, and none of these files has it. */
    @TestFactory
    Stream<DynamicTest> everyRecordingReadsAsBgpdumpPrintsIt() throws IOException {
        return Bgpdump.ofRecordings(file -> {
            assumeThat(Bgpdump.isInstalled()).as("bgpdump").isTrue();
            Path theirs = Bgpdump.print(file, folder.resolve(file.getFileName() + ".theirs"));
            Path ours = folder.resolve(file.getFileName() + ".ours");

            MrtSummary summary = Bgpdump.text(file, ours);

            assertThat(Bgpdump.difference(ours, theirs)).isEmpty();
            assertThat(summary.damages()).isEmpty();
            assertThat(summary.brokeOff()).isEmpty();
        });
    }

    /** An announcement of 192.0.2.0/24, and the columns from the path on. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Columns(byte[] attributes, String columns) {}

    private static final Map<String, Columns> COLUMNS = columns();

    private static Map<String, Columns> columns() {
        Map<String, Columns> all = new LinkedHashMap<>();
        String rest = "|IGP|192.0.2.9|0|0||NAG||";
        all.put("plain", new Columns(ATTRIBUTES, "65001 65002" + rest));
        all.put("no path", new Columns(concat(ORIGIN, attribute(2, NOTHING), NEXT_HOP), rest));
        all.put(
                "sets",
                new Columns(
                        withPath(sequence(4, 1, 2), segment(1, 3, 4), segment(1, 5), sequence(4, 6), sequence(4, 7)),
                        "1 2 {3,4} {5} 6 7" + rest));
        all.put(
                "confederations",
                new Columns(withPath(segment(3, 1, 2), segment(4, 3, 4), sequence(4, 5)), "(1 2) [3,4] 5" + rest));
        all.put(
                "empty sequences",
                new Columns(withPath(segment(2), sequence(4, 4), segment(2), sequence(4, 5)), "4 5" + rest));
        all.put("highest number", new Columns(withPath(sequence(4, 4294967295L, 0)), "4294967295 0" + rest));
        all.put("path cut off", new Columns(withPath(new byte[] {2, 2, 0, 0, 0, 1}), "! Error !" + rest));
        all.put("path of an unknown kind", new Columns(withPath(segment(9, 1)), "! Error !" + rest));
        all.put("nothing at all", new Columns(NOTHING, "|INCOMPLETE|255.255.255.255|0|0||NAG||"));
        all.put(
                "EGP",
                new Columns(
                        concat(attribute(1, new byte[] {1}), PATH, NEXT_HOP), "65001 65002|EGP|192.0.2.9|0|0||NAG||"));
        all.put(
                "preferences",
                new Columns(
                        concat(ATTRIBUTES, attribute(4, number(4294967295L)), attribute(5, number(3000000000L))),
                        "65001 65002|IGP|192.0.2.9|3000000000|4294967295||NAG||"));
        all.put(
                "communities",
                new Columns(
                        concat(
                                ATTRIBUTES,
                                attribute(
                                        8,
                                        new ByteWriter()
                                                .u32(0xFFFFFF01L)
                                                .u32(0xFFFFFF02L)
                                                .u32(0xFFFFFF03L)
                                                .u32(0xFFFFFF04L)
                                                .u32(0xFFFF029AL)
                                                .u32(0xFDE90001L)
                                                .bytes())),
                        "65001 65002|IGP|192.0.2.9|0|0|no-export no-advertise local-AS 65535:65284 65535:666 65001:1"
                                + "|NAG||"));
        all.put(
                "other communities",
                new Columns(
                        concat(ATTRIBUTES, attribute(16, new byte[8]), attribute(32, new byte[12])),
                        "65001 65002" + rest));
        all.put(
                "aggregator",
                new Columns(
                        concat(ATTRIBUTES, attribute(6, NOTHING), attribute(7, aggregator(4, 70000))),
                        "65001 65002|IGP|192.0.2.9|0|0||AG|70000 198.51.100.7|"));
        return all;
    }

    private static byte[] segment(int type, long... numbers) {
        byte[] segment = sequence(4, numbers);
        segment[0] = (byte) type;
        return segment;
    }

    private static byte[] withPath(byte[]... segments) {
        return concat(ORIGIN, attribute(2, concat(segments)), NEXT_HOP);
    }

    private static byte[] number(long value) {
        return new ByteWriter().u32(value).bytes();
    }

    private static byte[] aggregator(int width, long as) {
        ByteWriter aggregator = new ByteWriter();
        return (width == 4 ? aggregator.u32(as) : aggregator.u16(as))
                .raw(IpAddress.parse("198.51.100.7").toBytes())
                .bytes();
    }

    @Test
    void attributesArePrintedInTheirColumns() throws IOException, InterruptedException {
        List<byte[]> records = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        COLUMNS.values().forEach(columns -> {
            records.add(bgp4mp(4, update(NOTHING, columns.attributes(), V4)));
            expected.append("BGP4MP|1500000000|A|192.0.2.1|65001|192.0.2.0/24|" + columns.columns() + "\n");
        });

        agree(expected.toString(), records.toArray(byte[][]::new));
    }

    /** The text is the one expected, and bgpdump's. */
    private void agree(String expected, byte[]... records) throws IOException, InterruptedException {
        assertThat(text(records)).isEqualTo(expected);
        if (Bgpdump.isInstalled()) {
            assertThat(bgpdump(records)).isEqualTo(expected);
        }
    }

    private String bgpdump(byte[]... records) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("recording"), concat(records));
        return Files.readString(Bgpdump.print(file, folder.resolve("text")), StandardCharsets.US_ASCII);
    }

    private static byte[] twoByte(byte[]... more) {
        byte[] path = attribute(2, sequence(2, 65001, 23456));
        return bgp4mp(1, update(NOTHING, concat(ORIGIN, path, NEXT_HOP, concat(more)), V4));
    }

    @Test
    void fourByteNumbersOfTwoByteSessionsStandInThePath() throws IOException, InterruptedException {
        String start = "BGP4MP|1500000000|A|192.0.2.1|65001|192.0.2.0/24|";
        String rest = "|IGP|192.0.2.9|0|0||NAG|";
        byte[] tail = attribute(17, sequence(4, 70000));

        agree(
                start + "65001 23456" + rest + "|\n"
                        + start + "65001 70000" + rest + "|\n"
                        + start + "70000 70001" + rest + "|\n"
                        + start + "65001 23456" + rest + "|\n"
                        + start + "65001 {70000,70001}" + rest + "|\n"
                        + start + "65001 70000" + rest + "234 198.51.100.7|\n"
                        + start + "65001 70000" + rest + "70000 198.51.100.7|\n"
                        + start + "65001 23456" + rest + "234 198.51.100.7|\n",
                twoByte(),
                twoByte(tail),
                twoByte(attribute(17, sequence(4, 70000, 70001))),
                twoByte(attribute(17, sequence(4, 1, 2, 3))),
                twoByte(attribute(17, segment(1, 70000, 70001))),
                twoByte(tail, attribute(7, aggregator(2, 234))),
                twoByte(tail, attribute(7, aggregator(2, 23456)), attribute(18, aggregator(4, 70000))),
                twoByte(tail, attribute(7, aggregator(2, 234)), attribute(18, aggregator(4, 70000))));
    }

    @Test
    void withdrawalsAreToldFirstAndIpv4BeforeWhatFollowsInAttributes() throws IOException, InterruptedException {
        String peer = "|192.0.2.1|65001|";
        String columns = "|65001 65002|IGP|";

        agree(
                "BGP4MP|1500000000|W" + peer + "192.0.2.0/24\n"
                        + "BGP4MP|1500000000|W" + peer + "2001:db8::/32\n"
                        + "BGP4MP|1500000000|A" + peer + "10.0.0.0/8" + columns + "192.0.2.9|0|0||NAG||\n"
                        + "BGP4MP|1500000000|A" + peer + "0.0.0.0/0" + columns + "192.0.2.9|0|0||NAG||\n"
                        + "BGP4MP|1500000000|A" + peer + "2001:db8::/32" + columns + "2001:db8::9|0|0||NAG||\n",
                bgp4mp(
                        4,
                        update(
                                V4,
                                concat(ATTRIBUTES, unreach(Family.IPV6, V6), reach(Family.IPV6, GLOBAL, V6)),
                                nlri(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("0.0.0.0/0")))));
    }

    private static byte[] multiprotocol(int afi, int safi, byte[] nextHop, byte[] prefixes) {
        byte[] value = new ByteWriter()
                .u16(afi)
                .u8(safi)
                .sized8(nextHop)
                .u8(0)
                .raw(prefixes)
                .bytes();
        return bgp4mp(4, update(NOTHING, concat(ORIGIN, PATH, attribute(14, value)), NOTHING));
    }

    @Test
    void nextHopsOfEitherFamilyArePrintedTheGlobalOneAlone() throws IOException, InterruptedException {
        String v4 = "BGP4MP|1500000000|A|192.0.2.1|65001|192.0.2.0/24|65001 65002|IGP|";
        String v6 = "BGP4MP|1500000000|A|192.0.2.1|65001|2001:db8::/32|65001 65002|IGP|";
        String rest = "|0|0||NAG||\n";
        byte[] both = concat(GLOBAL.toBytes(), IpAddress.parse("fe80::1").toBytes());
        byte[] mapped = IpAddress.parse("::ffff:192.0.2.9").toBytes();

        agree(
                v4 + "192.0.2.9" + rest
                        + v4 + "2001:db8::9" + rest
                        + v6 + "2001:db8::9" + rest
                        + v6 + "::ffff:192.0.2.9" + rest
                        + v6 + "::192.0.2.9" + rest
                        + v6 + "::1" + rest
                        + v4 + "192.0.2.9" + rest
                        + v6 + "2001:db8::9" + rest,
                multiprotocol(1, 1, IpAddress.parse("192.0.2.9").toBytes(), V4),
                multiprotocol(1, 1, GLOBAL.toBytes(), V4),
                multiprotocol(2, 1, both, V6),
                multiprotocol(2, 1, mapped, V6),
                multiprotocol(2, 1, IpAddress.parse("::192.0.2.9").toBytes(), V6),
                multiprotocol(2, 1, IpAddress.parse("::1").toBytes(), V6),
                multiprotocol(1, 2, IpAddress.parse("192.0.2.9").toBytes(), V4),
                multiprotocol(2, 3, GLOBAL.toBytes(), V6),
                multiprotocol(1, 128, IpAddress.parse("192.0.2.9").toBytes(), V4),
                multiprotocol(25, 65, GLOBAL.toBytes(), V6));
    }

    @Test
    void formatsTimesAndPathIdentifiersArePrinted() throws IOException, InterruptedException {
        byte[] withPaths = nlriWithPath(4294967295L, IpPrefix.parse("192.0.2.0/24"));
        byte[] withPaths6 = nlriWithPath(8, IpPrefix.parse("2001:db8::/32"));
        String peer = "|192.0.2.1|65001|";
        String columns = "|65001 65002|IGP|192.0.2.9|0|0||NAG||\n";

        agree(
                "BGP4MP_ET|1500000000.000005|W" + peer + "192.0.2.0/24\n"
                        + "BGP4MP_ET|1500000000.123456|W" + peer + "192.0.2.0/24\n"
                        + "BGP4MP_ET|1500000000.1234567|W" + peer + "192.0.2.0/24\n"
                        + "BGP4MP_ET|1500000000.000000|STATE" + peer + "1|6\n"
                        + "BGP4MP|1500000000|STATE|2001:db8::1|65001|6|1\n"
                        + "BGP4MP_LOCAL|1500000000|A" + peer + "192.0.2.0/24" + columns
                        + "BGP4MP_ET_LOCAL|1500000000.000007|W" + peer + "192.0.2.0/24\n"
                        + "BGP4MP_AP|1500000000|W" + peer + "192.0.2.0/24|4294967295\n"
                        + "BGP4MP_AP|1500000000|A" + peer + "192.0.2.0/24|4294967295" + columns
                        + "BGP4MP_ET_AP|1500000000.000009|W" + peer + "2001:db8::/32|8\n",
                bgp4mpEt(4, 5, update(V4, NOTHING, NOTHING)),
                bgp4mpEt(4, 123456, update(V4, NOTHING, NOTHING)),
                bgp4mpEt(4, 1_234_567, update(V4, NOTHING, NOTHING)),
                bgp4mpEt(5, 0, states(1, 6)),
                record(MrtBytes.BGP4MP, 0, session(0, Family.IPV6), states(6, 1)),
                bgp4mp(7, update(NOTHING, ATTRIBUTES, V4)),
                bgp4mpEt(6, 7, update(V4, NOTHING, NOTHING)),
                bgp4mp(9, update(withPaths, ATTRIBUTES, withPaths)),
                bgp4mpEt(9, 9, update(NOTHING, unreach(Family.IPV6, withPaths6), NOTHING)));
    }

    @Test
    void routesOfTablesArePrintedWithTheTimeOfTheDump() throws IOException, InterruptedException {
        byte[] noNextHop = concat(ORIGIN, PATH);
        byte[] whole = concat(noNextHop, reach(Family.IPV6, GLOBAL, V6));
        String columns = "|65001 65002|IGP|";
        String end = "|0|0||NAG||\n";

        agree(
                "TABLE_DUMP2|1500000000|B|192.0.2.1|65001|192.0.2.0/24" + columns + "192.0.2.9" + end
                        + "TABLE_DUMP2|1500000000|B|192.0.2.2|70001|192.0.2.0/24" + columns + "255.255.255.255" + end
                        + "TABLE_DUMP2|1500000000|B|2001:db8::1|70002|2001:db8::/32" + columns + "2001:db8::9" + end
                        + "TABLE_DUMP2|1500000000|B|192.0.2.1|65001|2001:db8::/32" + columns + "2001:db8::9" + end
                        + "TABLE_DUMP2_AP|1500000000|B|192.0.2.1|65001|192.0.2.0/24|2147483653" + columns
                        + "2001:db8::9" + end
                        + "TABLE_DUMP2_AP|1500000000|B|192.0.2.1|65001|2001:db8::/32|2147483653" + columns
                        + "1.2.3.4" + end
                        + "TABLE_DUMP|1500000000|B|192.0.2.1|65001|10.1.0.0/16|1 2|IGP|192.0.2.9" + end
                        + "TABLE_DUMP|1500000000|B|2001:db8::1|65001|2001:db8::/32|1 2|IGP|192.0.2.9" + end,
                peers(),
                rib(2, V4, route(2, 0, ATTRIBUTES), route(2, 1, noNextHop)),
                rib(4, V6, route(4, 2, concat(noNextHop, shortReach("2001:db8::9"))), route(4, 0, whole)),
                rib(3, V4, route(3, 0, ATTRIBUTES)),
                rib(8, V4, route(8, 0, concat(ATTRIBUTES, shortReach("2001:db8::9")))),
                rib(10, V6, route(10, 0, concat(noNextHop, shortReach("1.2.3.4")))),
                record(MrtBytes.TABLE_DUMP_V2, 6, new byte[12]),
                tableDump(Family.IPV4, "10.1.0.0", 16, attributes(2, 1, 2)),
                tableDump(Family.IPV6, "2001:db8::", 32, attributes(2, 1, 2)));
    }

    @Test
    void ofAddressesTheFirstOfTheLongestRunsOfZerosIsShortenedEvenASingleOne()
            throws IOException, InterruptedException {
        List<byte[]> records = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (String address : List.of(
                "1::3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8",
                "1::4:0:6:7:8",
                "::2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "1:0:0:4::8",
                "abcd:ef0:12::f",
                "::",
                "::1",
                "::0.0.255.255",
                "::0.1.255.255",
                "::1.2.3.4",
                "::ffff:1.2.3.4")) {
            byte[] prefix =
                    concat(new byte[] {(byte) 128}, IpAddress.parse(address).toBytes());
            records.add(bgp4mp(4, update(NOTHING, unreach(Family.IPV6, prefix), NOTHING)));
            expected.append("BGP4MP|1500000000|W|192.0.2.1|65001|" + address + "/128\n");
        }

        agree(expected.toString(), records.toArray(byte[][]::new));
    }

    @Test
    void hostBitsOfMessagesArePrintedAsSent() throws IOException, InterruptedException {
        agree(
                "BGP4MP|1500000000|W|192.0.2.1|65001|192.0.255.0/20\n",
                bgp4mp(4, update(new byte[] {20, (byte) 192, 0, (byte) 255}, NOTHING, NOTHING)));
    }

    /**
     * Where the text is another one, and why. All but the first are broken input.
     *
     * @param why in a sentence
     * @param ours the lines printed here
     * @param theirs those of bgpdump; none when it aborts
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Difference(String why, byte[] recording, String ours, Optional<String> theirs) {}

    private static final String A = "BGP4MP|1500000000|A|192.0.2.1|65001|";
    private static final List<Difference> DIFFERENCES = List.of(
            new Difference(
                    "bgpdump takes the collector for the peer in what the collector sent, if it has path identifiers",
                    bgp4mp(11, update(nlriWithPath(7, IpPrefix.parse("192.0.2.0/24")), NOTHING, NOTHING)),
                    "BGP4MP_AP|1500000000|W|192.0.2.1|65001|192.0.2.0/24|7\n",
                    Optional.of("BGP4MP_AP|1500000000|W|192.0.2.2|65002|192.0.2.0/24|7\n")),
            new Difference(
                    "a prefix longer than its family ends the run, since what follows can not be told",
                    bgp4mp(4, update(NOTHING, ATTRIBUTES, concat(V4, new byte[] {33, 1, 2, 3, 4, 5}))),
                    A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG||\n",
                    Optional.of(A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG||\n" + A
                            + "1.2.3.4/33|65001 65002|IGP|192.0.2.9|0|0||NAG||\n")),
            new Difference(
                    "a number of the wrong size is left out, where bgpdump reads on behind it",
                    bgp4mp(4, update(NOTHING, concat(ATTRIBUTES, attribute(4, new byte[] {1})), V4)),
                    A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG||\n",
                    Optional.of(A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|16777216||NAG||\n")),
            new Difference(
                    "an aggregator of the other width than the session's is read by its size",
                    bgp4mp(4, update(NOTHING, concat(ATTRIBUTES, attribute(7, aggregator(2, 7000))), V4)),
                    A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG|7000 198.51.100.7|\n",
                    Optional.of(A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG|458802739 100.7.0.0|\n")),
            new Difference(
                    "of an attribute that is there twice the first counts (RFC 7606), where bgpdump aborts",
                    bgp4mp(4, update(NOTHING, concat(ATTRIBUTES, attribute(1, new byte[] {1})), V4)),
                    A + "192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG||\n",
                    Optional.empty()),
            new Difference(
                    "a route of a peer that the table does not have costs the rest of its record, where bgpdump aborts",
                    concat(peers(), rib(2, V4, route(2, 0, ATTRIBUTES), route(2, 3, ATTRIBUTES))),
                    "TABLE_DUMP2|1500000000|B|192.0.2.1|65001|192.0.2.0/24|65001 65002|IGP|192.0.2.9|0|0||NAG||\n",
                    Optional.empty()),
            new Difference(
                    "an announcement without any next hop in MP_REACH_NLRI has no line, where bgpdump prints half of one",
                    multiprotocol(2, 1, NOTHING, V6),
                    "",
                    Optional.of(A + "2001:db8::/32||NAG||\n")));

    @TestFactory
    Stream<DynamicTest> whereTheTextDiffersFromBgpdumpIsKnown() {
        return DIFFERENCES.stream()
                .map(difference -> DynamicTest.dynamicTest(difference.why(), () -> {
                    assertThat(text(difference.recording())).isEqualTo(difference.ours());
                    assumeThat(Bgpdump.isInstalled()).as("bgpdump").isTrue();
                    if (difference.theirs().isPresent()) {
                        assertThat(bgpdump(difference.recording()))
                                .isEqualTo(difference.theirs().get());
                    } else {
                        assertThatThrownBy(() -> bgpdump(difference.recording()))
                                .isInstanceOf(AssertionError.class);
                    }
                }));
    }

    @Test
    void messagesThatDoNotHoldTogetherAreCounted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MrtText text = new MrtText(out);
        byte[] cut = update(V4, NOTHING, NOTHING);
        cut[20] = 99;

        MrtReader.read(
                new ByteArrayInputStream(concat(
                        bgp4mp(4, new byte[18]),
                        bgp4mp(4, cut),
                        bgp4mp(4, update(V4, new byte[] {0x40, 1, 9, 0}, NOTHING)),
                        bgp4mp(4, update(V4, NOTHING, NOTHING)))),
                text);
        text.flush();

        assertThat(text.malformed()).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.US_ASCII).lines()).hasSize(2);
    }

    @Test
    void aFullDiskIsTold() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left");
            }
        };
        byte[] record = bgp4mp(5, states(1, 2));

        assertThatThrownBy(() -> MrtText.print(new ByteArrayInputStream(record), full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }
}
