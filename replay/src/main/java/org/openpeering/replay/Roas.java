/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.openpeering.replay.scenario.Scenario.Roa;

/**
 * The ROAs of a scenario as a file such as validators export, for a suite that reads it ({@code openpeering.rpki.json}). Who
 * reads it meanwhile sees the old or the new, never a part.
 */
final class Roas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Roas(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Puts these in the place of all that there were. */
    void put(List<Roa> roas, Instant now) throws IOException {
        ObjectNode export = JSON.createObjectNode();
        export.putObject("metadata").put("buildtime", now.toString());
        ArrayNode all = export.putArray("roas");
        for (Roa roa : roas) {
            all.addObject()
                    .put("prefix", roa.prefix().toString())
                    .put("maxLength", roa.maxLength())
                    .put("asn", "AS" + roa.asn().value())
                    .put("ta", "scenario");
        }
        Path young = file.resolveSibling(file.getFileName() + ".new");
        Files.write(young, JSON.writeValueAsBytes(export));
        Files.move(young, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
