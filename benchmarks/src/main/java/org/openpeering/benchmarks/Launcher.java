/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openpeering.stack.LocalStack;
import org.openpeering.stack.Port;
import org.openpeering.stack.StackPorts;
import org.openpeering.stack.process.Commands;

/**
 * Starts a suite in a process of its own, with the {@code local-stack} of the checkout that it belongs to: its services,
 * their settings and their JVM options are those of that checkout, whatever this one has become.
 *
 * <p>It is what {@code ./start} does, but with {@code optimized}; the suite ends with the standard input.
 */
final class Launcher {
    static final String READY = "ready";

    private Launcher() {}

    /** @param safepoints the folder into which each JVM of the suite is to write its pauses */
    static Process start(Path checkout, Path data, StackPorts ports, Path safepoints) throws IOException {
        Path stack = checkout.resolve("local-stack/target");
        if (!stack.resolve("lib").toFile().isDirectory()) {
            throw new IllegalArgumentException("Not built: run  mvn -DskipTests package  in " + checkout);
        }
        List<String> command = new ArrayList<>(List.of(
                Commands.jdkTool("java"),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                        File.pathSeparator,
                        ownClasses(),
                        stack.resolve("classes").toString(),
                        stack + "/lib/*"),
                Launcher.class.getName(),
                data.toString()));
        Arrays.stream(Port.values()).map(port -> port + "=" + ports.get(port)).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JDK_JAVA_OPTIONS", Incidents.option(safepoints));
        return builder.start();
    }

    private static String ownClasses() {
        return Path.of("target/classes").toAbsolutePath().toString();
    }

    /** @param arguments the data folder, then NAME=NUMBER for each port */
    public static void main(String[] arguments) throws IOException {
        StackPorts ports = StackPorts.usual();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            String[] words = argument.split("=", 2);
            ports = ports.with(Port.valueOf(words[0]), Integer.parseInt(words[1]));
        }
        try (LocalStack stack = LocalStack.builder()
                .data(Path.of(arguments[0]))
                .ports(ports)
                .reservedNumbers(true)
                .optimized(true)
                .progress(System.out::println)
                .build()) {
            stack.start();
            var _ = stack.failure().thenAccept(part -> System.err.println(part.name() + " ended by itself"));
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Nothing is said, the end is what counts.
            }
        }
    }
}
