/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A data folder belongs to one process.
 *
 * <p>Held until {@link #close} or the end of the JVM: the kernel lets it go also after a hard kill. The locked file names
 * its owner, one line as in a {@link PidFile}, so that {@code ./start} can tell who it is without a JVM.
 */
public final class FolderLock implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Throws a {@link StackException} that names the owner when the folder is taken. */
    public static FolderLock take(Path folder) {
        Path file = folder.resolve("lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (Folders.tryLock(channel).isEmpty()) {
                channel.close();
                throw new StackException("Another stack is running on " + folder + owner(file));
            }
            write(channel, PidFile.line(ProcessHandle.current()));
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + folder, e);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String owner(Path file) {
        Optional<ProcessHandle> owner = new PidFile(file).leftover();
        Optional<Instant> start = owner.flatMap(process -> process.info().startInstant());
        if (owner.isEmpty() || start.isEmpty()) {
            return "; stop it first";
        }
        long pid = owner.get().pid();
        return ": process " + pid + ", since " + TIME.format(start.get().atZone(ZoneId.systemDefault()))
                + ". Stop it with Ctrl-C in its terminal, or by: kill " + pid;
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.truncate(0);
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock", e);
        }
    }
}
