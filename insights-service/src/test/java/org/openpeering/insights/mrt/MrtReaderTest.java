/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.mrt.MrtBytes.bgp4mp;
import static org.openpeering.insights.mrt.MrtBytes.bgp4mpEt;
import static org.openpeering.insights.mrt.MrtBytes.peers;
import static org.openpeering.insights.mrt.MrtBytes.record;
import static org.openpeering.insights.mrt.MrtBytes.rib;
import static org.openpeering.insights.mrt.MrtBytes.route;
import static org.openpeering.insights.mrt.MrtBytes.session;
import static org.openpeering.insights.mrt.MrtBytes.states;
import static org.openpeering.insights.mrt.MrtBytes.tableDump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.stack.synthetic.ByteWriter;

class MrtReaderTest {
    private static final byte[] UPDATE = BgpBytes.withdraw(IpPrefix.parse("198.51.100.0/24"));
    private static final byte[] PREFIX = BgpBytes.nlri(IpPrefix.parse("198.51.100.0/24"));
    private static final byte[] PREFIX6 = BgpBytes.nlri(IpPrefix.parse("2001:db8::/33"));
    private static final byte[] ATTRIBUTES = {0x40, 1, 1, 0};

    private final Told told = new Told();

    private MrtSummary read(byte[]... records) {
        return MrtReader.read(new ByteArrayInputStream(concat(records)), told);
    }

    @ParameterizedTest
    @CsvSource({
        "1,width 2",
        "4,width 4",
        "6,width 2 sent",
        "7,width 4 sent",
        "8,width 2 paths",
        "9,width 4 paths",
        "10,width 2 paths sent",
        "11,width 4 paths sent"
    })
    void aMessageIsToldWithItsSessionAndHowToReadIt(int subtype, String reading) {
        MrtSummary summary =
                read(bgp4mp(subtype, UPDATE), record(MrtBytes.BGP4MP, subtype, session(subtype, Family.IPV6), UPDATE));

        assertThat(told.lines)
                .containsExactly(
                        "BGP4MP 2017-07-14T02:40:00Z 192.0.2.1 AS65001 to 192.0.2.2 AS65002 " + reading,
                        "BGP4MP 2017-07-14T02:40:00Z 2001:db8::1 AS65001 to 2001:db8::2 AS65002 " + reading);
        assertThat(told.messages).containsExactly(UPDATE, UPDATE);
        assertThat(summary.records()).isEqualTo(2);
        assertThat(summary.damages()).isEmpty();
        assertThat(summary.brokeOff()).isEmpty();
    }

    @Test
    void microsecondsAreToldWhereTheyAreRecorded() {
        read(bgp4mpEt(4, 678_901, UPDATE), bgp4mp(4, UPDATE));

        assertThat(told.lines)
                .containsExactly(
                        "BGP4MP_ET 2017-07-14T02:40:00.678901Z 192.0.2.1 AS65001 to 192.0.2.2 AS65002 width 4",
                        "BGP4MP 2017-07-14T02:40:00Z 192.0.2.1 AS65001 to 192.0.2.2 AS65002 width 4");
        assertThat(told.messages).containsExactly(UPDATE, UPDATE);
    }

    @Test
    void changesOfStateAreTold() {
        read(bgp4mp(0, states(1, 6)), bgp4mp(5, states(6, 1)));

        assertThat(told.lines)
                .containsExactly(
                        "BGP4MP 2017-07-14T02:40:00Z 192.0.2.1 AS65001 to 192.0.2.2 AS65002 width 2 1-6",
                        "BGP4MP 2017-07-14T02:40:00Z 192.0.2.1 AS65001 to 192.0.2.2 AS65002 width 4 6-1");
    }

    @ParameterizedTest
    @CsvSource({"2,''", "3,' multicast'"})
    void routesOfATableAreToldWithTheirPeers(int subtype, String kind) {
        MrtSummary summary = read(
                peers(),
                rib(subtype, PREFIX, route(subtype, 0, ATTRIBUTES), route(subtype, 1, new byte[0])),
                rib(subtype + 2, PREFIX6, route(subtype, 2, ATTRIBUTES)));

        assertThat(told.lines)
                .containsExactly(
                        "TABLE_DUMP_V2 192.0.2.1 AS65001 width 4 198.51.100.0/24" + kind + " since 100 40010100",
                        "TABLE_DUMP_V2 192.0.2.2 AS70001 width 4 198.51.100.0/24" + kind + " since 99 ",
                        "TABLE_DUMP_V2 2001:db8::1 AS70002 width 4 2001:db8::/33" + kind + " since 98 40010100");
        assertThat(summary.records()).isEqualTo(3);
        assertThat(summary.damaged()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"8,''", "9,' multicast'"})
    void routesOfATableHavePathIdentifiersWhereTheSubtypeSaysSo(int subtype, String kind) {
        read(
                peers(),
                rib(subtype, PREFIX, route(subtype, 0, ATTRIBUTES)),
                rib(subtype + 2, PREFIX6, route(subtype, 2, ATTRIBUTES)));

        String path = kind + " path 2147483653";
        assertThat(told.lines)
                .containsExactly(
                        "TABLE_DUMP_V2 192.0.2.1 AS65001 width 4 198.51.100.0/24" + path + " since 100 40010100",
                        "TABLE_DUMP_V2 2001:db8::1 AS70002 width 4 2001:db8::/33" + path + " since 98 40010100");
    }

    @Test
    void routesOfOldTablesAreTold() {
        read(
                tableDump(Family.IPV4, "198.51.100.0", 24, ATTRIBUTES),
                tableDump(Family.IPV6, "2001:db8:8000::", 33, ATTRIBUTES));

        assertThat(told.lines)
                .containsExactly(
                        "TABLE_DUMP 192.0.2.1 AS65001 width 2 198.51.100.0/24 since 100 40010100",
                        "TABLE_DUMP 2001:db8::1 AS65001 width 2 2001:db8:8000::/33 since 100 40010100");
    }

    @Test
    void whatIsNotReadIsCountedByItsKind() {
        MrtSummary summary = read(
                record(48, 1, new byte[5]),
                record(MrtBytes.TABLE_DUMP_V2, 6, new byte[9]),
                record(48, 1, new byte[0]),
                bgp4mp(4, UPDATE),
                record(MrtBytes.BGP4MP, 2, new byte[9]));

        assertThat(summary.notRead())
                .isEqualTo(Map.of(
                        new MrtKind(48, 1), 2L,
                        new MrtKind(MrtBytes.TABLE_DUMP_V2, 6), 1L,
                        new MrtKind(MrtBytes.BGP4MP, 2), 1L));
        assertThat(summary.records()).isEqualTo(5);
        assertThat(told.messages).hasSize(1);
    }

    @Test
    void kindsBeyondTheFirstOnesAreCountedTogether() {
        byte[][] records = new byte[200][];
        for (int i = 0; i < records.length; i++) {
            records[i] = record(100, i, new byte[0]);
        }

        Map<MrtKind, Long> notRead = read(records).notRead();

        assertThat(notRead).hasSize(65).containsEntry(MrtKind.OTHER, 136L);
    }

    @Test
    void aDamagedRecordIsToldAndTheNextOneIsRead() {
        byte[] good = bgp4mp(4, UPDATE);
        byte[] foreign = good.clone();
        foreign[12 + 11] = 9;

        MrtSummary summary =
                read(good, foreign, bgp4mp(5, states(1, 2)), record(MrtBytes.BGP4MP, 1, new byte[7]), good);

        assertThat(told.lines).hasSize(3);
        assertThat(told.damages)
                .containsExactly(
                        new MrtDamage(good.length, 2, "address family 9"),
                        new MrtDamage(
                                2L * good.length + bgp4mp(5, states(1, 2)).length, 4, "cut off before the addresses"));
        assertThat(summary.damages()).isEqualTo(told.damages);
        assertThat(summary.damaged()).isEqualTo(2);
        assertThat(summary.records()).isEqualTo(5);
        assertThat(summary.brokeOff()).isEmpty();
    }

    @Test
    void whereverTheContentsOfARecordAreCutItIsCalledDamagedAndNothingBehindIsTakenForThem() {
        byte[] noMessage = new byte[0];
        byte[][] whole = {
            bgp4mp(0, states(1, 2)),
            bgp4mp(5, states(1, 2)),
            bgp4mpEt(5, 1, states(1, 2)),
            bgp4mp(8, noMessage),
            bgp4mpEt(4, 1, noMessage),
            record(MrtBytes.BGP4MP, 9, session(9, Family.IPV6)),
            peers(),
            rib(2, PREFIX, route(2, 0, ATTRIBUTES)),
            rib(10, PREFIX6, route(10, 2, ATTRIBUTES)),
            tableDump(Family.IPV4, "198.51.100.0", 24, ATTRIBUTES),
            tableDump(Family.IPV6, "2001:db8::", 33, ATTRIBUTES)
        };
        for (byte[] record : whole) {
            for (int length = 0; length < record.length - 12; length++) {
                byte[] cut = Arrays.copyOf(record, 12 + length);
                cut[11] = (byte) length;
                Told rest = new Told();

                MrtSummary summary =
                        MrtReader.read(new ByteArrayInputStream(concat(peers(), cut, bgp4mp(5, states(3, 4)))), rest);

                assertThat(summary.damages()).extracting(MrtDamage::record).containsExactly(2L);
                assertThat(summary.records()).isEqualTo(3);
                assertThat(rest.lines).hasSize(1);
                assertThat(rest.lines.getFirst()).endsWith(" 3-4");
            }
        }
    }

    @Test
    void routesBeforeTheDamageInATableAreTold() {
        MrtSummary summary = read(
                peers(),
                rib(2, PREFIX, route(2, 0, ATTRIBUTES), route(2, 3, ATTRIBUTES), route(2, 1, ATTRIBUTES)),
                rib(2, PREFIX, route(2, 1, ATTRIBUTES)));

        assertThat(told.lines)
                .extracting(line -> line.split(" ", 3)[1])
                .containsExactly(MrtBytes.PEER.toString(), MrtBytes.LOCAL.toString());
        assertThat(summary.damages()).containsExactly(new MrtDamage(peers().length, 2, "peer 3 of 3"));
    }

    @Test
    void routesAreNotToldOfThePeersOfAnotherTable() {
        byte[] damaged = Arrays.copyOf(peers(), peers().length - 1);
        damaged[11]--;

        MrtSummary summary = read(peers(), damaged, rib(2, PREFIX, route(2, 0, ATTRIBUTES)));

        assertThat(told.lines).isEmpty();
        assertThat(summary.damages())
                .extracting(MrtDamage::reason)
                .containsExactly("1 of its peers are missing", "peer 0 of 0");
    }

    @Test
    void whereverARecordingIsCutTheRecordsBeforeAreToldAndTheEndIsCalledDamaged() {
        byte[][] records = {
            peers(), rib(2, PREFIX, route(2, 0, ATTRIBUTES)), bgp4mp(4, UPDATE), bgp4mpEt(5, 1, states(1, 2))
        };
        byte[] all = concat(records);
        long start = 0;
        for (int record = 0; record < records.length; record++) {
            for (int cut = 0; cut < records[record].length; cut++) {
                byte[] recording = Arrays.copyOf(all, (int) start + cut);

                MrtSummary summary = MrtReader.read(new ByteArrayInputStream(recording), new Told());

                assertThat(summary.records()).isEqualTo(record);
                assertThat(summary.brokeOff())
                        .isEqualTo(
                                cut == 0
                                        ? Optional.empty()
                                        : Optional.of(new MrtDamage(
                                                start, record + 1, "the stream ends inside of the record")));
            }
            start += records[record].length;
        }
    }

    @Test
    void aRecordThatCannotBeThatLongEndsTheRecording() {
        byte[] good = bgp4mp(4, UPDATE);
        byte[] huge = new ByteWriter()
                .u32(MrtBytes.SECONDS)
                .u16(16)
                .u16(4)
                .u32(0xFFFF_FFFFL)
                .bytes();

        MrtSummary summary = read(good, huge, good);

        assertThat(told.messages).hasSize(1);
        assertThat(summary.brokeOff())
                .contains(new MrtDamage(good.length, 2, "a record of 4294967295 bytes, more than 4194304"));
        assertThat(told.damages).containsExactly(summary.brokeOff().orElseThrow());
        assertThat(summary.damages()).isEmpty();
    }

    @Test
    void aTableOfAsManyPeersAsThereCanBeIsRead() {
        ByteWriter peers = new ByteWriter().u32(1).u16(0).u16(0xFFFF);
        for (int i = 0; i < 0xFFFF; i++) {
            peers.u8(3).u32(i).raw(MrtBytes.PEER6.toBytes()).u32(70_000 + i);
        }

        read(record(MrtBytes.TABLE_DUMP_V2, 1, peers.bytes()), rib(2, PREFIX, route(2, 0xFFFE, ATTRIBUTES)));

        assertThat(told.lines).hasSize(1);
        assertThat(told.lines.getFirst()).contains(" AS135534 ");
    }

    @Test
    void aStreamThatBreaksEndsTheRecordingWithWhatItSaid() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("no such disk");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        };
        byte[] good = bgp4mp(4, UPDATE);

        MrtSummary summary = MrtReader.read(new SequenceInputStream(new ByteArrayInputStream(good), broken), told);

        assertThat(told.messages).hasSize(1);
        assertThat(summary.brokeOff()).contains(new MrtDamage(good.length, 2, "the stream broke: no such disk"));
    }

    @Test
    void aReaderThatIsAtTheEndStaysThereAndTellsItOnce() {
        MrtReader reader = new MrtReader(new ByteArrayInputStream(new byte[5]), told);

        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();

        assertThat(told.damages).hasSize(1);
        assertThat(reader.summary().records()).isZero();
    }

    @Test
    void recordsCostNoMemoryHoweverManyThereAre() {
        byte[] some = concat(
                bgp4mp(4, UPDATE),
                bgp4mpEt(4, 5, UPDATE),
                record(MrtBytes.BGP4MP, 4, session(4, Family.IPV6), UPDATE),
                bgp4mp(5, states(1, 2)),
                rib(8, PREFIX, route(8, 0, ATTRIBUTES), route(8, 2, ATTRIBUTES)),
                tableDump(Family.IPV6, "2001:db8::", 32, ATTRIBUTES));
        ByteArrayInputStream many = new ByteArrayInputStream(
                concat(peers(), concat(Collections.nCopies(20_000, some).toArray(byte[][]::new))));
        Counting counting = new Counting();
        long before = allocated();

        MrtReader.read(many, counting);

        assertThat(counting.told).isEqualTo(7 * 20_000);
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    @Test
    void aLengthIsBelievedOnlyWhenTheBytesHaveCome() {
        byte[] claim = new ByteWriter()
                .u32(MrtBytes.SECONDS)
                .u16(16)
                .u16(4)
                .u32(MrtReader.LONGEST)
                .raw(new byte[100])
                .bytes();
        long before = allocated();

        MrtSummary summary = read(claim);

        assertThat(allocated() - before).isLessThan(1 << 20);
        assertThat(summary.brokeOff()).isPresent();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static final class Counting implements MrtReceiver {
        private int told;

        @Override
        public void message(MrtRecord record, byte[] bytes, int from, int to) {
            told++;
        }

        @Override
        public void state(MrtRecord record, int before, int after) {
            told++;
        }

        @Override
        public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
            told++;
        }
    }
}
