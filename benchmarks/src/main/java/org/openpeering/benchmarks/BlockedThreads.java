/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Vert.x's checker has said in the logs: an event loop that is held up holds up every request on it. */
final class BlockedThreads {
    private static final Pattern WARNING = Pattern.compile("has been blocked for|VertxException: Thread blocked");

    private BlockedThreads() {}

    /** Each such line with the name of its log. */
    static List<String> in(Path logs) throws IOException {
        List<String> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(logs)) {
            for (Path file : files) {
                try (var lines = Files.lines(file)) {
                    lines.filter(WARNING.asPredicate())
                            .map(line -> file.getFileName() + ": " + line)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
