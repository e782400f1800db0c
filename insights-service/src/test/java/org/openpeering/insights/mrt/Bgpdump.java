/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.openpeering.insights.Samples;

/** The program whose text {@link MrtText} has, where it is installed, and recordings to give it. */
final class Bgpdump {
    private static final String NAME = "bgpdump";

    private Bgpdump() {}

    static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, NAME)));
    }

    /** What it prints of a recording. */
    static Path print(Path recording, Path to) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(NAME, "-m", recording.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(to.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return to;
    }

    /** What {@link MrtText} prints of it. */
    static MrtSummary text(Path recording, Path to) throws IOException {
        try (var in = Recording.open(recording);
                OutputStream out = Files.newOutputStream(to)) {
            return MrtText.print(in, out);
        }
    }

    /** Empty, or the first line that is not the same, of both. */
    static Optional<String> difference(Path one, Path other) throws IOException {
        if (Files.mismatch(one, other) < 0) {
            return Optional.empty();
        }
        try (BufferedReader ones = Files.newBufferedReader(one, StandardCharsets.US_ASCII);
                BufferedReader others = Files.newBufferedReader(other, StandardCharsets.US_ASCII)) {
            for (long number = 1; ; number++) {
                String a = ones.readLine();
                String b = others.readLine();
                if (a == null || !a.equals(b)) {
                    return Optional.of("line " + number + ":\n" + a + "\n" + b);
                }
            }
        }
    }

    /** Recordings whose size or licence keeps them out of this repository lie beside it, where they are at hand. */
    static Optional<Path> recordings() {
        return Samples.beside("mrt");
    }

    /** A test of each of them, or one that is skipped. */
    static Stream<DynamicTest> ofRecordings(ThrowingConsumer<Path> test) throws IOException {
        Optional<Path> folder = recordings();
        if (folder.isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest(
                    "recordings",
                    () -> assumeThat(folder)
                            .as("recordings beside the repository")
                            .isPresent()));
        }
        try (Stream<Path> all = Files.list(folder.get())) {
            List<Path> files = all.filter(file -> !file.toString().contains("expected"))
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> test.accept(file)));
        }
    }
}
