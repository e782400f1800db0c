/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Programs that do one thing and end. */
public final class Commands {
    private Commands() {}

    /** A program of the JDK that runs this one. */
    public static String jdkTool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** The start of a command for a JVM that is to be small and quick to start rather than fast after minutes. */
    public static List<String> smallJvm(String heap, String... more) {
        List<String> command = new ArrayList<>(List.of(
                jdkTool("java"),
                "-Xms32m",
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(more));
        return command;
    }

    /** The same for one that runs as the file of its options says, but with so much heap on a machine that others use. */
    public static List<String> jvm(Path options, String heap) {
        return List.of(jdkTool("java"), "@" + options, "-Xms32m", "-Xmx" + heap);
    }

    /** Runs the command to its end and gives back its output; throws with that output when it fails. */
    public static String run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile("openpeering", ".out");
            try {
                Process process = builder.redirectOutput(output.toFile()).start();
                int code = waitFor(process);
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (code != 0) {
                    throw new StackException(command.getFirst() + " failed with code " + code + ":\n" + text.strip());
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("Interrupted").initCause(e);
        }
    }
}
