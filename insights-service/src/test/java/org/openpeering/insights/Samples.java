/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Captures and recordings: those of this repository, and others that lie beside it where they are at hand. */
public final class Samples {
    private static final List<String> CAPTURES = List.of("gobgp-3.10-lab.bmp", "frr-8.4.4-lab.bmp");

    private Samples() {}

    /** What size or licence keeps out of this repository, such as {@code mrt} or {@code bmp}. */
    public static Optional<Path> beside(String folder) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path found = up.resolve("shared/data").resolve(folder);
            if (Files.isDirectory(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** BMP captures of this repository by name. */
    public static Map<String, byte[]> captures() throws IOException {
        Map<String, byte[]> captures = new LinkedHashMap<>();
        for (String name : CAPTURES) {
            try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("/bmp/" + name), name)) {
                captures.put(name, in.readAllBytes());
            }
        }
        return captures;
    }

    /** Those, and the ones beside it. */
    public static Map<String, byte[]> allCaptures() throws IOException {
        Map<String, byte[]> captures = captures();
        Optional<Path> beside = beside("bmp");
        if (beside.isPresent()) {
            try (Stream<Path> files = Files.list(beside.get())) {
                for (Path file : files.sorted().toList()) {
                    captures.putIfAbsent(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return captures;
    }
}
