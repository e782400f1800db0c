/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import static org.openpeering.insights.bgp.BgpBytes.attribute;
import static org.openpeering.insights.bgp.BgpBytes.concat;
import static org.openpeering.insights.bgp.BgpBytes.nlri;
import static org.openpeering.insights.bgp.BgpBytes.nlriWithPath;
import static org.openpeering.insights.bgp.BgpBytes.sequence;
import static org.openpeering.insights.bgp.BgpBytes.update;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.insights.mrt.MrtEntry;
import org.openpeering.insights.mrt.MrtReader;
import org.openpeering.insights.mrt.MrtReceiver;
import org.openpeering.insights.mrt.MrtRecord;
import org.openpeering.insights.mrt.MrtSummary;
import org.openpeering.insights.mrt.MrtText;
import org.openpeering.insights.mrt.TableUpdate;

/**
 * Recordings of a record or two: read, printed, and their messages and routes decoded, with bytes of their own, so that who
 * reads beyond the end of them fails.
 */
final class MrtTrial implements Trial, MrtReceiver, RouteReceiver {
    static final Kind KIND = new Kind("mrt", MrtTrial::corpus, MrtTrial::mend, MrtTrial::new, 1 << 20, 1000);
    private static final int HEADER = 12;
    private static final byte[] NOTHING = new byte[0];

    private final MrtText text = new MrtText(OutputStream.nullOutputStream());
    private final TableUpdate update = new TableUpdate();
    private final UpdateDecoder decoder = new UpdateDecoder();

    /** One record of each kind that is read, some that are not, and those of the samples, alone and together. */
    private static List<byte[]> corpus() throws IOException {
        byte[] prefix = nlri(IpPrefix.parse("198.51.100.0/24"));
        byte[] prefix6 = nlri(IpPrefix.parse("2001:db8:8000::/33"));
        byte[] withPath = nlriWithPath(9, IpPrefix.parse("198.51.100.0/24"), IpPrefix.parse("0.0.0.0/0"));
        byte[] rich = concat(
                MrtBytes.attributes(4, 65001, 70000),
                attribute(7, new byte[8]),
                attribute(8, new byte[8]),
                shortReach("2001:db8::9"));
        byte[] old = concat(
                MrtBytes.attributes(2, 65001, 23456), attribute(17, sequence(4, 70000)), attribute(7, new byte[6]));
        List<byte[]> records = new ArrayList<>();
        for (int subtype : new int[] {1, 4, 6, 7, 8, 9, 10, 11}) {
            byte[] attributes = MrtBytes.width(subtype) == 4 ? MrtBytes.attributes(4, 1, 70000) : old;
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
        for (String name : MrtBytes.SAMPLES) {
            byte[] sample = MrtBytes.sample(name + ".mrt");
            records.add(sample);
            split(sample, records);
        }
        return records;
    }

    /** Each record; those of a table with the one before them all, which has its peers. */
    private static void split(byte[] recording, List<byte[]> records) {
        byte[] first = NOTHING;
        for (int at = 0; at < recording.length; ) {
            int end = at + HEADER + (int) BgpMessage.uint32(recording, at + 8);
            byte[] record = Arrays.copyOfRange(recording, at, end);
            boolean table = BgpMessage.uint16(recording, at + 4) == MrtBytes.TABLE_DUMP_V2;
            records.add(table ? concat(first, record) : record);
            first = at == 0 && table ? record : first;
            at = end;
        }
    }

    /** The length of the last record. */
    private static void mend(byte[] input) {
        int last = 0;
        if (input.length > HEADER) {
            long first = HEADER + BgpMessage.uint32(input, 8);
            last = first + HEADER < input.length ? (int) first : 0;
        }
        Trial.length(input, last + 8, 4, input.length - last - HEADER);
    }

    @Override
    public boolean take(byte[] input) {
        MrtSummary summary = read(new ByteArrayInputStream(input));
        if (summary.bytes() > input.length) {
            throw new IllegalStateException("more was read than there is");
        }
        return summary.damages().isEmpty() && summary.brokeOff().isEmpty();
    }

    MrtSummary read(InputStream in) {
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
