/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process beyond the life of its launcher: one line, the process id and its start in epoch milliseconds. */
final class PidFile {
    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    static String line(ProcessHandle process) {
        long start = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        return process.pid() + " " + start + "\n";
    }

    void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line(process));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    /** The process that an earlier launcher left behind, if it still runs. */
    Optional<ProcessHandle> leftover() {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            if (words.length != 2) {
                return Optional.empty();
            }
            return Leftovers.find(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    void endLeftover() {
        leftover().ifPresent(Leftovers::end);
        delete();
    }
}
