/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records in files that only grow ({@link Segment}), read in order, forgotten when they are acknowledged. When there is no
 * room the oldest file goes, and what it held is counted. What is written survives the end of the process at any moment; a
 * file's torn end is cut off.
 */
public final class SampleBuffer implements Closeable {
    /** Longest record. */
    public static final int LONGEST = 64 << 10;

    private static final String SUFFIX = ".seg";
    /** Files that share the room. */
    private static final int FILES = 16;

    private static final long LARGEST_FILE = 4 << 20;

    private final Path folder;
    private final long maxBytes;
    private final long fileBytes;
    private final FileChannel lockFile;
    private final FileLock lock;
    /** The oldest first; the last is written to. */
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();

    private final Mark mark;
    private long bytes;

    private SampleBuffer(Path folder, long maxBytes, FileChannel lockFile, FileLock lock) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.fileBytes = Math.min(LARGEST_FILE, maxBytes / FILES);
        this.lockFile = lockFile;
        this.lock = lock;
        this.mark = Mark.read(folder.resolve("mark"));
        recover();
    }

    /** @throws IOException when the folder can't be written, or another agent has it */
    public static SampleBuffer open(Path folder, long maxBytes) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new IOException(folder + " belongs to an agent that runs");
            }
            return new SampleBuffer(folder, maxBytes, file, lock);
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException(folder + " belongs to an agent that runs", e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(path -> path.getFileName().toString().matches("[0-9]{16}\\.seg"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            long number = Long.parseLong(file.getFileName().toString().substring(0, 16));
            if (number < mark.file()) {
                Files.delete(file);
            } else {
                Segment segment = Segment.recover(file, number);
                segments.add(segment);
                bytes += segment.length();
            }
        }
        if (!segments.isEmpty() && segments.getFirst().number() == mark.file()) {
            segments.getFirst().skipTo(mark.offset());
        }
    }

    /** Records that were given up since the folder was made: for want of room, or since the service can never take them. */
    public synchronized long dropped() {
        return mark.dropped();
    }

    /** Records that wait. */
    public synchronized long size() {
        return segments.stream().mapToLong(Segment::waiting).sum();
    }

    public synchronized long bytes() {
        return bytes;
    }

    public synchronized void append(byte[] sample) throws IOException {
        if (sample.length > LONGEST) {
            throw new IOException("a sample of " + sample.length + " bytes is longer than " + LONGEST);
        }
        if (segments.isEmpty() || segments.getLast().length() >= fileBytes) {
            roll();
        }
        while (bytes + Segment.HEAD + sample.length > maxBytes && segments.size() > 1) {
            dropOldest();
        }
        bytes += segments.getLast().append(sample);
    }

    private void roll() throws IOException {
        long next = mark.file();
        if (!segments.isEmpty()) {
            segments.getLast().finish();
            next = segments.getLast().number();
        }
        segments.add(Segment.create(folder.resolve("%016d".formatted(next + 1) + SUFFIX), next + 1));
    }

    private void dropOldest() throws IOException {
        Segment oldest = segments.removeFirst();
        bytes -= oldest.length();
        mark.drop(oldest.waiting());
        mark.move(oldest.number() + 1, 0);
        oldest.delete();
    }

    /** What was taken together, and where it ends. */
    public record Batch(List<byte[]> samples, long file, long offset) {
        public boolean isEmpty() {
            return samples.isEmpty();
        }
    }

    /** The oldest, which stay until they are acknowledged. */
    public synchronized Batch peek(int most, int mostBytes) throws IOException {
        List<byte[]> samples = new ArrayList<>();
        long file = mark.file();
        long offset = mark.offset();
        int taken = 0;
        for (Segment segment : segments) {
            long at = segment.start();
            byte[] next = segment.read(at);
            while (next != null) {
                if (samples.size() >= most || (taken > 0 && taken + next.length > mostBytes)) {
                    return new Batch(samples, file, offset);
                }
                samples.add(next);
                taken += next.length;
                at += Segment.HEAD + next.length;
                file = segment.number();
                offset = at;
                next = segment.read(at);
            }
        }
        return new Batch(samples, file, offset);
    }

    /** The service has them; they are forgotten. */
    public synchronized void acknowledge(Batch batch) throws IOException {
        forget(batch, 0);
    }

    /** The service will never take them. */
    public synchronized void giveUp(Batch batch) throws IOException {
        forget(batch, batch.samples().size());
    }

    private void forget(Batch batch, int lost) throws IOException {
        if (batch.isEmpty() || batch.file() < mark.file()) {
            // Room was made meanwhile: what was dropped had been delivered after all.
            return;
        }
        mark.drop(lost);
        mark.move(batch.file(), batch.offset());
        for (Iterator<Segment> all = segments.iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            if (segment.number() < batch.file()) {
                bytes -= segment.length();
                all.remove();
                segment.delete();
            } else if (segment.number() == batch.file()) {
                segment.skipTo(batch.offset());
            }
        }
        Segment first = segments.peekFirst();
        if (first != null && segments.size() == 1 && first.waiting() == 0 && first.length() >= fileBytes) {
            bytes -= first.length();
            segments.clear();
            mark.move(first.number() + 1, 0);
            first.delete();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
        segments.clear();
        lock.release();
        lockFile.close();
    }

    /** How far the service has it, and what was given up; replaced as a whole. */
    private static final class Mark {
        private static final int LENGTH = 4 * Long.BYTES;

        private final Path path;
        private long file;
        private long offset;
        private long dropped;

        private Mark(Path path) {
            this.path = path;
        }

        static Mark read(Path path) throws IOException {
            Mark mark = new Mark(path);
            byte @Nullable [] bytes = Files.exists(path) ? Files.readAllBytes(path) : null;
            if (bytes != null && bytes.length == LENGTH) {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                if (in.getLong(3 * Long.BYTES) == Segment.crc(bytes, 0, 3 * Long.BYTES)) {
                    mark.file = in.getLong();
                    mark.offset = in.getLong();
                    mark.dropped = in.getLong();
                }
            }
            return mark;
        }

        long file() {
            return file;
        }

        long offset() {
            return offset;
        }

        long dropped() {
            return dropped;
        }

        /** Counted by the next {@link #move}. */
        void drop(long records) {
            dropped += records;
        }

        void move(long toFile, long toOffset) throws IOException {
            file = toFile;
            offset = toOffset;
            ByteBuffer out = ByteBuffer.allocate(LENGTH);
            out.putLong(file).putLong(offset).putLong(dropped);
            out.putLong(Segment.crc(out.array(), 0, 3 * Long.BYTES));
            Path next = path.resolveSibling("mark.next");
            Files.write(next, out.array());
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
