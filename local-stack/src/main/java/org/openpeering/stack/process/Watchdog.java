/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the children when the launcher is killed without a chance to do so.
 *
 * <p>A small shell waits at a pipe whose other end only the launcher holds. When the launcher is gone the kernel closes
 * it, and the shell asks every process that still has a pid file to end. What survives even that is ended by the next
 * start, see {@link PidFile}.
 */
public final class Watchdog implements AutoCloseable {
    private static final String SCRIPT = """
            cat > /dev/null
            for file in "$0"/*.pid; do
              [ -f "$file" ] && read -r pid start < "$file" && kill -TERM "$pid" && rm -f "$file"
            done
            """;

    private final Path folder;
    private @Nullable Process process;

    public Watchdog(Workspace workspace) {
        this.folder = workspace.data().resolve("run");
    }

    public void start() {
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(ManagedProcess.inOwnSession(List.of("sh", "-c", SCRIPT, folder.toString())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the watchdog", e);
        }
    }

    /** Call when all children have ended. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
