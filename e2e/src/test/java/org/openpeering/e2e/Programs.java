/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of other people that a test needs. */
final class Programs {
    /**
     * Held by classes that start JVMs of their own beside the suite's: one such class at a time, or two cores are not enough
     * for anybody to be ready in time.
     */
    static final String JVMS = "JVMs beside the suite";

    /** How a program ended and what it printed. */
    record Result(int exitCode, String output) {}

    private Programs() {}

    /** Skips the test, naming the program, when it is not installed. */
    static void require(String... names) {
        for (String name : names) {
            Assumptions.assumeTrue(isInstalled(name), "SKIPPED: " + name + " is not installed");
        }
    }

    private static boolean isInstalled(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    static Result run(Path folder, Map<String, String> environment, List<String> command, int limitSeconds)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("e2e", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        command + " did not end within " + limitSeconds + " s:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
