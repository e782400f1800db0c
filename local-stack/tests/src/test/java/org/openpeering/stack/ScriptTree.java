/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openpeering.stack.process.Repository;

/**
 * The commands of the first minute in a tree of their own, on a machine that has what a bare Debian has: a PATH with that
 * only, no JDK, and an {@code apt-get} that does nothing but remember and pretend.
 */
final class ScriptTree {
    /** What packages that every Debian has bring along, and {@code script}, which gives a test a terminal. */
    private static final List<String> BARE = List.of(
            "basename bash cat chmod cp date dirname env find flock getconf grep gzip head id ls mkdir mktemp mv rm script sed sh",
            "sha256sum sleep sort stat stty tail tar touch tr uname");

    /** What the tree remembers of a command. */
    private static final String REMEMBER = "echo \"$(basename \"$0\") $*\" >> \"$CALLS\"\n";

    final Path root;
    private final Path bin;
    private final Path calls;
    private final Map<String, String> environment = new HashMap<>();

    ScriptTree(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("tree"));
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = Files.createFile(folder.resolve("calls"));
        copyScripts(root);
        Files.createDirectories(root.resolve("local-stack/src/main"));
        Files.createDirectories(root.resolve("libs/contract/src/main"));
        Files.createFile(root.resolve("local-stack/pom.xml"));
        Files.createFile(root.resolve("libs/contract/pom.xml"));
        environment.put("PATH", bin + ":" + bare());
        environment.put("HOME", folder.toString());
        environment.put("CALLS", calls.toString());
        environment.put("OPENPEERING_JDK_FOLDERS", "");
        environment.put("OPENPEERING_SBIN", bin.toString());
    }

    /** What a fresh clone has of them. */
    static void copyScripts(Path root) throws IOException {
        Path source = Repository.root();
        Files.createDirectories(root.resolve("build-config"));
        try (Stream<Path> configuration = Files.list(source.resolve("build-config"))) {
            for (Path file : Stream.concat(Stream.of("start", "test", "pom.xml").map(source::resolve), configuration)
                    .toList()) {
                Files.copy(file, root.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A folder with links to what is there everywhere, made once for all tests. */
    private static synchronized Path bare() throws IOException {
        Path links = Files.createDirectories(Path.of("target/bare-bin").toAbsolutePath());
        for (String tool : String.join(" ", BARE).split(" ", -1)) {
            if (!Files.exists(links.resolve(tool))) {
                Files.createSymbolicLink(links.resolve(tool), ofThisMachine(tool));
            }
        }
        return links;
    }

    static Path ofThisMachine(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + tool + " on this machine"));
    }

    /** Puts a program of this machine on the PATH. */
    ScriptTree lend(String tool) throws IOException {
        executable(bin.resolve(tool), "exec " + ofThisMachine(tool) + " \"$@\"\n");
        return this;
    }

    ScriptTree with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a program on the PATH that remembers its call and then runs the script. */
    ScriptTree program(String name, String script) throws IOException {
        executable(bin.resolve(name), REMEMBER + script);
        return this;
    }

    /** An apt-get and an apt-cache that know these packages; installing one brings commands of that name and of {@code brings}. */
    ScriptTree apt(String packages, String brings) throws IOException {
        // ${CALLS%/*} is the folder of the tree: outside of the PATH, as Debian's lists are.
        Files.writeString(calls.resolveSibling("packages"), packages + "\n");
        program("apt-cache", """
                grep -qw -- "${@: -1}" "${CALLS%/*}/packages"
                """);
        program("apt-get", """
                case " $* " in
                  *" --print-uris "*)
                    echo "Need to get 1,234 kB of archives."
                    echo "After this operation, 5,678 kB of additional disk space will be used."
                    exit 1 ;;
                  *" install "*)
                    for word in %s; do
                      printf '#!/bin/sh\\necho "$0 $*" >> "$CALLS"\\n' > "%s/$word"
                      chmod +x "%s/$word"
                    done ;;
                esac
                """.formatted(brings, bin, bin));
        return this;
    }

    /** A JDK of this version that only says what it was asked to run. */
    Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/javac"), "");
        executable(home.resolve("bin/java"), "echo \"launched $*\"\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** What {@code ./start} wants to be built, as paths in the tree. */
    static final String BUILT =
            "local-stack/target/classes/org/openpeering/stack/Main.class local-stack/target/lib/a.jar agent/target/lib/a.jar "
                    + "partner-service/target/quarkus-app/quarkus-run.jar prefix-service/target/quarkus-app/quarkus-run.jar "
                    + "insights-service/target/quarkus-app/quarkus-run.jar gateway/target/quarkus-app/quarkus-run.jar";

    /** As if it had been built. */
    ScriptTree build() throws IOException {
        for (String file : BUILT.split(" ", -1)) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[0]);
        }
        return this;
    }

    /** A Maven that prints this and then builds. */
    ScriptTree maven(String output) throws IOException {
        return program("mvn", output + """
                for file in %s; do
                  mkdir -p "$(dirname "$file")"
                  touch "$file"
                done
                """.formatted(BUILT));
    }

    private static void executable(Path file, String script) throws IOException {
        // Never through a link: that would be a program of this machine.
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/usr/bin/env bash\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The calls of programs, without those that only ask. */
    List<String> changes() throws IOException {
        return calls().stream()
                .filter(call ->
                        !call.startsWith("apt-cache ") && !call.startsWith("id ") && !call.contains("--print-uris"))
                .toList();
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    record Result(int code, String output, String errors, Duration took) {}

    /** Runs it without anybody to ask. */
    Result run(String... command) throws Exception {
        return execute("", command);
    }

    /** Runs it on a terminal, where somebody types this. Everything is in the output. */
    Result onTerminal(String typed, String... command) throws Exception {
        String line = String.join(
                " ", Arrays.stream(command).map(word -> "'" + word + "'").toList());
        return execute(typed, "script", "-qec", line, "/dev/null");
    }

    Process start(String... command) throws IOException {
        return process(command).start();
    }

    private ProcessBuilder process(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        if (words.getFirst().startsWith("./")) {
            words.set(0, root.resolve(words.getFirst()).normalize().toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private Result execute(String input, String... command) throws Exception {
        Path typed = Files.writeString(calls.resolveSibling("typed"), input);
        Path output = calls.resolveSibling("output");
        Path errors = calls.resolveSibling("errors");
        long begun = System.nanoTime();
        int code = process(command)
                .redirectInput(typed.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Result(
                code, Files.readString(output).strip(), Files.readString(errors).strip(), took);
    }
}
