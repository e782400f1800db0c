/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openpeering.stack.process.Leftovers;

/**
 * PostgreSQL's own pid file, which a hard kill leaves behind. PostgreSQL itself sees that the id in it is dead, but takes
 * any living process of that id for the old server: after a restart of the machine that may be anything. The third line
 * holds the server's start, which tells the two apart.
 */
final class PostmasterPid {
    private PostmasterPid() {}

    /** Ends the old server if it runs, and removes the file if its process id belongs to something else now. */
    static void release(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            Files.delete(file);
            return;
        }
        long pid = Long.parseLong(lines.get(0).strip());
        Optional<ProcessHandle> server = Leftovers.find(
                pid, Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())));
        if (server.isPresent()) {
            Leftovers.end(server.get());
        } else if (ProcessHandle.of(pid).isPresent()) {
            Files.delete(file);
        }
    }
}
