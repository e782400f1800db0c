/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openpeering.insights.bgp.BgpBytes.concat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.stack.synthetic.ByteWriter;

class RecordingTest {
    private static final byte[] RECORD =
            MrtBytes.bgp4mp(4, BgpBytes.withdraw(IpPrefix.parse("198.51.100.0/24"), IpPrefix.parse("192.0.2.0/24")));

    enum Packing {
        GZIP,
        BZIP2;

        byte[] pack(byte[] bytes) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (var packing = this == GZIP ? new GZIPOutputStream(out) : new BZip2CompressorOutputStream(out)) {
                packing.write(bytes);
            }
            return out.toByteArray();
        }
    }

    private final Told told = new Told();

    private MrtSummary read(byte[] recording) throws IOException {
        return MrtReader.read(Recording.unpacked(new ByteArrayInputStream(recording)), told);
    }

    @Test
    void whatIsNotPackedIsReadAsItIs() throws IOException {
        assertThat(read(concat(RECORD, RECORD)).brokeOff()).isEmpty();

        assertThat(told.messages).hasSize(2);
    }

    @Test
    void anEmptyFileIsARecordingOfNothing() throws IOException {
        MrtSummary summary = read(new byte[0]);

        assertThat(summary.records()).isZero();
        assertThat(summary.brokeOff()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void membersAreReadAsOneRecordingEvenWhenARecordIsInTwoOfThem(Packing packing) throws IOException {
        byte[] all = concat(RECORD, RECORD, RECORD);

        MrtSummary summary = read(concat(
                packing.pack(Arrays.copyOf(all, RECORD.length + 20)),
                packing.pack(Arrays.copyOfRange(all, RECORD.length + 20, all.length))));

        assertThat(summary.brokeOff()).isEmpty();
        assertThat(summary.bytes()).isEqualTo(all.length);
        assertThat(told.messages).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whereALaterMemberIsDamagedTheRecordsBeforeItAreToldAndTheRestIsCalledBroken(Packing packing)
            throws IOException {
        byte[] member = packing.pack(RECORD);
        for (int at = 0; at < member.length - 1; at++) {
            // What gzip says of its flags, time and system is not covered by its sum.
            if (packing == Packing.GZIP && at >= 3 && at < 10) {
                continue;
            }
            byte[] damaged = member.clone();
            damaged[at] ^= 0x55;
            Told before = new Told();

            MrtSummary summary =
                    MrtReader.read(Recording.unpacked(new ByteArrayInputStream(concat(member, damaged))), before);

            assertThat(before.messages).as("byte %d", at).isNotEmpty();
            assertThat(MrtBytes.bgp4mp(4, before.messages.getFirst())).isEqualTo(RECORD);
            assertThat(summary.brokeOff()).as("byte %d", at).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatIsCutIsCalledBroken(Packing packing) throws IOException {
        byte[] member = packing.pack(RECORD);

        MrtSummary summary = read(concat(member, Arrays.copyOf(member, member.length - 3)));

        assertThat(told.messages).isNotEmpty();
        assertThat(summary.brokeOff()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsTheLastMemberIsCalledBroken(Packing packing) throws IOException {
        MrtSummary summary = read(concat(packing.pack(RECORD), RECORD));

        assertThat(told.messages).hasSize(1);
        assertThat(summary.brokeOff()).isPresent();
        assertThat(summary.brokeOff().orElseThrow().offset()).isEqualTo(RECORD.length);
    }

    @Test
    void recordsOfTheMinutesWhoseTimeSpellsBzip2AreRead() throws IOException {
        byte[] record = RECORD.clone();
        byte[] time = new ByteWriter().u32(0x425A_6839L).bytes();
        System.arraycopy(time, 0, record, 0, 4);

        read(record);

        assertThat(told.lines).hasSize(1);
        assertThat(told.lines.getFirst()).contains(" 2005-04-11T12:06:17Z ");
    }

    @Test
    void anEmptyMemberHoldsNothing() throws IOException {
        assertThat(read(Packing.BZIP2.pack(new byte[0])).brokeOff()).isEmpty();
        assertThat(read(Packing.GZIP.pack(new byte[0])).brokeOff()).isEmpty();
    }

    @Test
    void filesAreOpenedByWhatTheyHoldNotByTheirName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("updates.gz"), Packing.BZIP2.pack(RECORD));

        try (InputStream in = Recording.open(file)) {
            MrtReader.read(in, told);
        }

        assertThat(told.messages).hasSize(1);
        assertThatThrownBy(() -> Recording.open(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }
}
