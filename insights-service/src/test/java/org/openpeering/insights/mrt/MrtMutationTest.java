/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.stack.synthetic.ByteWriter;

/** Recordings with bytes changed: they are read to an end, without an exception, and without much memory. */
class MrtMutationTest {
    private static final int CASES = 40_000;
    private static final int HEADER = 12;
    private static final byte[] NOTHING = new byte[0];

    /** One record of each kind that is read, and some that are not. */
    private static List<byte[]> corpus() {
        byte[] prefix = nlri(IpPrefix.parse("198.51.100.0/24"));
        byte[] prefix6 = nlri(IpPrefix.parse("2001:db8:8000::/33"));
        byte[] withPath = nlriWithPath(9, IpPrefix.parse("198.51.100.0/24"), IpPrefix.parse("0.0.0.0/0"));
        byte[] rich = concat(
                attributes(4, 65001, 70000),
                attribute(7, new byte[8]),
                attribute(8, new byte[8]),
                shortReach("2001:db8::9"));
        byte[] old = concat(attributes(2, 65001, 23456), attribute(17, sequence(4, 70000)), attribute(7, new byte[6]));
        List<byte[]> records = new ArrayList<>();
        for (int subtype : new int[] {1, 4, 6, 7, 8, 9, 10, 11}) {
            byte[] attributes = MrtBytes.width(subtype) == 4 ? attributes(4, 1, 70000) : old;
            byte[] prefixes = subtype >= 8 ? withPath : prefix;
            records.add(bgp4mp(subtype, update(prefixes, attributes, prefixes)));
            records.add(bgp4mpEt(subtype, 5, update(prefixes, attributes, prefixes)));
            records.add(record(
                    MrtBytes.BGP4MP, subtype, session(subtype, Family.IPV6), update(prefixes, attributes, NOTHING)));
        }
        for (int subtype : new int[] {0, 5}) {
            records.add(bgp4mp(subtype, states(1, 6)));
            records.add(bgp4mpEt(subtype, 7, states(6, 1)));
        }
        for (int subtype : new int[] {2, 3, 4, 5, 8, 9, 10, 11}) {
            boolean wide = subtype == 4 || subtype == 5 || subtype >= 10;
            records.add(concat(
                    peers(), rib(subtype, wide ? prefix6 : prefix, route(subtype, 0, rich), route(subtype, 2, rich))));
        }
        records.add(tableDump(Family.IPV4, "198.51.100.0", 24, old));
        records.add(tableDump(Family.IPV6, "2001:db8::", 32, concat(old, shortReach("2001:db8::9"))));
        records.add(record(MrtBytes.TABLE_DUMP_V2, 6, new byte[30]));
        return records;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void mutatedRecordsAreReadToTheirEndWithoutAnExceptionAndWithoutMuchMemory() {
        List<byte[]> corpus = corpus();
        Random random = new Random(20260504);
        Everything everything = new Everything();
        int damaged = 0;
        int whole = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mutant = mutate(corpus.get(i % corpus.size()), random, i % 3 != 0);
            long before = allocated();

            MrtSummary summary = everything.read(new ByteArrayInputStream(mutant));

            assertThat(allocated() - before).isLessThan(1 << 20);
            assertThat(summary.bytes()).isLessThanOrEqualTo(mutant.length);
            damaged += summary.damages().isEmpty() && summary.brokeOff().isEmpty() ? 0 : 1;
            whole += summary.damages().isEmpty() && summary.brokeOff().isEmpty() ? 1 : 0;
        }

        assertThat(damaged).isGreaterThan(CASES / 20);
        assertThat(whole).isGreaterThan(CASES / 20);
        assertThat(everything.text.malformed()).isPositive();
    }

    @Test
    void mutatedSamplesAreReadToTheirEnd() throws IOException {
        Random random = new Random(20260505);
        Everything everything = new Everything();
        for (String name : MrtBytes.SAMPLES) {
            byte[] sample = MrtBytes.sample(name + ".mrt");
            for (int i = 0; i < 300; i++) {
                byte[] mutant = mutate(sample, random, false);

                MrtSummary summary = everything.read(new ByteArrayInputStream(mutant));

                assertThat(summary.bytes()).isLessThanOrEqualTo(mutant.length);
            }
        }
    }

    @Test
    void mutatedPackedRecordingsBreakOffAtWorst() throws IOException {
        byte[] sample = MrtBytes.sample("quagga_bgp.mrt");
        Random random = new Random(20260506);
        Everything everything = new Everything();
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream packing =
                    i % 2 == 0 ? new GZIPOutputStream(out) : new BZip2CompressorOutputStream(out, 1)) {
                packing.write(sample);
            }
            byte[] mutant = mutate(out.toByteArray(), random, false);
            try {
                MrtSummary summary = everything.read(Recording.unpacked(new ByteArrayInputStream(mutant)));
                assertThat(summary.records()).isLessThanOrEqualTo(1_000);
            } catch (IOException e) {
                refused++;
            }
        }

        assertThat(refused).isLessThan(1_000);
    }

    @Property(tries = 2_000)
    void anyBodyOfAnyRecordIsReadWithoutAnException(
            @ForAll @IntRange(min = 12, max = 17) int type,
            @ForAll @IntRange(max = 13) int subtype,
            @ForAll @Size(max = 200) byte[] body) {
        MrtSummary summary =
                new Everything().read(new ByteArrayInputStream(concat(peers(), record(type, subtype, body))));

        assertThat(summary.records()).isEqualTo(2);
        assertThat(summary.brokeOff()).isEmpty();
    }

    /** The length of a record is put right where the frame is kept; of two, as tables are, it stays. */
    private static byte[] mutate(byte[] original, Random random, boolean keepFrame) {
        byte[] bytes = original.clone();
        int start = keepFrame ? HEADER : 0;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = start + random.nextInt(bytes.length - start);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
                default -> bytes = cut(bytes, start, at, random);
            }
        }
        boolean alone = BgpMessage.uint32(original, 8) == original.length - HEADER;
        if (keepFrame && alone) {
            byte[] length = new ByteWriter().u32(bytes.length - HEADER).bytes();
            System.arraycopy(length, 0, bytes, 8, 4);
        }
        return bytes;
    }

    /** Takes some bytes out, or doubles them. */
    private static byte[] cut(byte[] bytes, int start, int at, Random random) {
        int count = Math.min(random.nextInt(8), bytes.length - at);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] part = Arrays.copyOfRange(bytes, at, at + count);
        byte[] tail = Arrays.copyOfRange(bytes, at + count, bytes.length);
        byte[] result = random.nextBoolean() ? concat(head, tail) : concat(head, part, part, tail);
        return result.length > start ? result : bytes;
    }

    /**
     * Does with a recording all that there is to do: decodes, makes messages of routes, prints; with bytes of their own, so
     * that who reads beyond the end of them fails.
     */
    private static final class Everything implements MrtReceiver, RouteReceiver {
        private final MrtText text = new MrtText(OutputStream.nullOutputStream());
        private final TableUpdate update = new TableUpdate();
        private final UpdateDecoder decoder = new UpdateDecoder();

        private MrtSummary read(InputStream in) {
            MrtSummary summary = MrtReader.read(in, this);
            text.flush();
            return summary;
        }

        private void decode(MrtRecord record, byte[] bytes, int from, int to) {
            Reading reading = new Reading(
                    record.asWidth() == 4, record.addPath(), record.addPath(), record.localAs(), record.peerAs());
            UpdateOutcome outcome = decoder.decode(bytes, from, to, reading);
            if (outcome == UpdateOutcome.ROUTES || outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
                decoder.deliver(this);
            }
        }

        @Override
        public void message(MrtRecord record, byte[] bytes, int from, int to) {
            byte[] own = Arrays.copyOfRange(bytes, from, to);
            text.message(record, own, 0, own.length);
            decode(record, own, 0, own.length);
        }

        @Override
        public void state(MrtRecord record, int before, int after) {
            text.state(record, before, after);
        }

        @Override
        public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
            byte[] own = Arrays.copyOfRange(bytes, from, to);
            text.entry(record, entry, own, 0, own.length);
            entry.prefix();
            if (update.write(record, entry, own, 0, own.length)) {
                decode(record, update.bytes(), 0, update.length());
            }
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {}

        @Override
        public void attributes(CompactAttributes attributes) {
            attributes.decode();
        }

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {}
    }
}
