/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bgp.BgpMessage;

/**
 * Reads a recording that is unpacked already ({@link Recording}), one record after the other; an instance belongs to one
 * thread. Its memory is one buffer, and the peers of one table: no input makes it throw, or take more than that.
 */
public final class MrtReader {
    /**
     * No record may be longer, since a damaged length would cost that much memory. A message takes 64 KiB at most; the
     * longest that real ones are is a prefix of a table with the routes of a thousand sessions and all their paths, some
     * hundred KiB; and a table of 65,535 peers, which is as many as there can be, takes 1.6 MiB.
     */
    public static final int LONGEST = 4 << 20;

    private static final int TABLE_DUMP = 12;
    private static final int TABLE_DUMP_V2 = 13;
    private static final int BGP4MP = 16;
    private static final int BGP4MP_ET = 17;
    private static final int DAMAGES_KEPT = 100;
    private static final int KINDS_KEPT = 64;

    private final Frames frames;
    private final MrtReceiver receiver;
    private final MrtRecord record = new MrtRecord();
    private final Bgp4mp messages = new Bgp4mp();
    private final TableDump tables = new TableDump();
    private final TableDumpV2 tablesV2 = new TableDumpV2();
    private final Map<MrtKind, Long> notRead = new HashMap<>();
    private final List<MrtDamage> damages = new ArrayList<>();
    private long records;
    private long bytes;
    private long damaged;
    private @Nullable MrtDamage brokeOff;

    public MrtReader(InputStream in, MrtReceiver receiver) {
        this.frames = new Frames(in, LONGEST);
        this.receiver = receiver;
    }

    /** Reads all of it. */
    public static MrtSummary read(InputStream in, MrtReceiver receiver) {
        MrtReader reader = new MrtReader(in, receiver);
        while (reader.next()) {
            // The receiver has it.
        }
        return reader.summary();
    }

    /** Tells the receiver what the next record says; false when there is none. */
    public boolean next() {
        if (!frames.next()) {
            breakOff();
            return false;
        }
        records++;
        bytes += frames.to() - frames.from();
        String wrong = contents(frames.buffer(), frames.from(), frames.to());
        if (wrong != null) {
            damaged++;
            MrtDamage damage = new MrtDamage(frames.offset(), records, wrong);
            if (damages.size() < DAMAGES_KEPT) {
                damages.add(damage);
            }
            receiver.damaged(damage);
        }
        return true;
    }

    private void breakOff() {
        String broken = frames.broken();
        if (broken != null && brokeOff == null) {
            brokeOff = new MrtDamage(frames.offset(), records + 1, broken);
            receiver.damaged(brokeOff);
        }
    }

    private @Nullable String contents(byte[] buffer, int from, int to) {
        long seconds = BgpMessage.uint32(buffer, from);
        int type = BgpMessage.uint16(buffer, from + 4);
        int subtype = BgpMessage.uint16(buffer, from + 6);
        int body = from + Frames.HEADER;
        if (type == TABLE_DUMP && TableDump.reads(subtype)) {
            record.start(MrtFormat.TABLE_DUMP, seconds);
            return tables.read(subtype, record, buffer, body, to, receiver);
        }
        if (type == TABLE_DUMP_V2 && TableDumpV2.reads(subtype)) {
            record.start(MrtFormat.TABLE_DUMP_V2, seconds);
            return tablesV2.read(subtype, record, buffer, body, to, receiver);
        }
        if (type == BGP4MP && Bgp4mp.reads(subtype)) {
            record.start(MrtFormat.BGP4MP, seconds);
            return messages.read(subtype, record, buffer, body, to, receiver);
        }
        if (type == BGP4MP_ET && Bgp4mp.reads(subtype)) {
            if (body + 4 > to) {
                return "cut off in the microseconds";
            }
            record.start(MrtFormat.BGP4MP_ET, seconds);
            record.micros(BgpMessage.uint32(buffer, body));
            return messages.read(subtype, record, buffer, body + 4, to, receiver);
        }
        MrtKind kind = new MrtKind(type, subtype);
        boolean known = notRead.size() < KINDS_KEPT || notRead.containsKey(kind);
        notRead.merge(known ? kind : MrtKind.OTHER, 1L, Long::sum);
        return null;
    }

    /** What was read until now. */
    public MrtSummary summary() {
        return new MrtSummary(records, bytes, notRead, damaged, damages, Optional.ofNullable(brokeOff));
    }
}
