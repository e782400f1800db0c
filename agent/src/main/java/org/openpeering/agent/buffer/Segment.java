/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One file of records: length, CRC-32C of what follows, the record. Not synchronized. */
final class Segment {
    /** Bytes before each record. */
    static final int HEAD = 8;

    private final Path path;
    private final long number;
    private final FileChannel file;
    private long length;
    /** Where what is not acknowledged begins. */
    private long start;

    private long waiting;

    private Segment(Path path, long number, FileChannel file) {
        this.path = path;
        this.number = number;
        this.file = file;
    }

    static Segment create(Path path, long number) throws IOException {
        return new Segment(
                path,
                number,
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Finds the records that are whole; what is behind them was torn, and is cut off. */
    static Segment recover(Path path, long number) throws IOException {
        Segment segment = create(path, number);
        segment.length = segment.file.size();
        long at = 0;
        byte[] record = segment.read(at);
        while (record != null) {
            at += HEAD + record.length;
            segment.waiting++;
            record = segment.read(at);
        }
        if (at < segment.length) {
            segment.file.truncate(at);
            segment.length = at;
        }
        return segment;
    }

    long number() {
        return number;
    }

    long length() {
        return length;
    }

    long start() {
        return start;
    }

    long waiting() {
        return waiting;
    }

    int append(byte[] record) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEAD + record.length);
        out.putInt(record.length).putInt((int) crc(record, 0, record.length)).put(record);
        out.flip();
        long at = length;
        while (out.hasRemaining()) {
            at += file.write(out, at);
        }
        length = at;
        waiting++;
        return HEAD + record.length;
    }

    /** Null at the end, and where no whole record is. */
    byte @Nullable [] read(long at) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (at + HEAD > length || !fill(head, at)) {
            return null;
        }
        int size = head.getInt(0);
        if (size < 0 || size > SampleBuffer.LONGEST || at + HEAD + size > length) {
            return null;
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        boolean whole = fill(body, at + HEAD) && (int) crc(body.array(), 0, size) == head.getInt(4);
        return whole ? body.array() : null;
    }

    private boolean fill(ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What stands before is acknowledged. */
    void skipTo(long offset) throws IOException {
        while (start < offset) {
            byte[] record = read(start);
            if (record == null) {
                return;
            }
            start += HEAD + record.length;
            waiting--;
        }
    }

    /** Nothing more is written to it: it goes to the disk itself. */
    void finish() throws IOException {
        file.force(false);
    }

    void close() throws IOException {
        file.force(false);
        file.close();
    }

    void delete() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    static long crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
