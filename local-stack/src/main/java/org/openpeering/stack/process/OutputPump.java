/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Carries one process's output to its log file and to the stack's output, and remembers the last lines. */
final class OutputPump {
    private static final int REMEMBERED = 400;

    private final String name;
    private final Output output;
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread thread;

    OutputPump(String name, InputStream stream, Path log, Output output) {
        this.name = name;
        this.output = output;
        Writer file = open(log);
        this.thread = Thread.ofPlatform().daemon().name("output of " + name).start(() -> pump(stream, file));
    }

    private static Writer open(Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log)) {
                Path previous = log.resolveSibling(log.getFileName() + ".1");
                Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.newBufferedWriter(log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the log " + log, e);
        }
    }

    private void pump(InputStream stream, Writer file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
                file) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                file.write(line + "\n");
                file.flush();
                output.line(name, line);
            }
        } catch (IOException e) {
            remember("(the output ended: " + e.getMessage() + ")");
        }
    }

    private void remember(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > REMEMBERED) {
                last.removeFirst();
            }
        }
    }

    /** The last lines, oldest first, at most {@code count}. */
    List<String> last(int count) {
        synchronized (last) {
            return last.stream().skip(Math.max(0, last.size() - count)).toList();
        }
    }

    boolean has(Predicate<String> line) {
        synchronized (last) {
            return last.stream().anyMatch(line);
        }
    }

    /** Waits until the stream has ended and everything is in the file; a grandchild may hold it open, so not for long. */
    void drain() {
        try {
            thread.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
