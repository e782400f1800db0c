/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.StackException;

/**
 * The commands of the first minute on a Debian that has nothing: what debootstrap makes from the mirror of this machine. Only
 * for root, since a root of one's own is root's. A JDK comes from loopback, and Maven is a sham: building is tested elsewhere.
 */
// Beside other classes, its steps one after the other.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
class BareRootTest {
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final Path ROOT = Path.of("target/bare-root").toAbsolutePath();

    @TempDir
    static Path folder;

    private record Result(int code, String output, Duration took) {}

    @BeforeAll
    static void bootstrap() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can make a root");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/debootstrap")), "debootstrap is missing");
        // Debian's suite and the mirror that this machine uses for it.
        String[] source = Commands.run(
                        List.of(
                                "apt-get",
                                "indextargets",
                                "--format",
                                "$(RELEASE) $(REPO_URI)",
                                "Created-By: Packages",
                                "Origin: Debian",
                                "Component: main"),
                        Map.of())
                .lines()
                .filter(line -> line.matches("[a-z]+ http.*"))
                .findFirst()
                .orElse("")
                .split(" ", -1);
        assumeTrue(source.length == 2, "this machine has no mirror of Debian");
        remove();
        try {
            Commands.run(List.of("debootstrap", "--variant=minbase", source[0], ROOT.toString(), source[1]), Map.of());
        } catch (StackException e) {
            assumeFalse(String.valueOf(e.getMessage()).contains("E: Failed getting release file"), "no network");
            throw e;
        }
        Files.createDirectories(ROOT.resolve("src"));
        ScriptTree.copyScripts(ROOT.resolve("src"));
    }

    @AfterAll
    static void remove() {
        // Never into what may be mounted there.
        Commands.run(List.of("rm", "-rf", "--one-file-system", ROOT.toString()), Map.of());
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(1)
    void helpVersionAndWrongOptionsAreAnsweredAtOnce() throws Exception {
        assertThat(quickest("--help").output()).isEqualTo(Options.usage());
        assertThat(quickest("--version").output()).startsWith("OpenPeering ");
        assertThat(quickest("--colour").output()).startsWith("Unknown option --colour\n\nUsage: ./start");
        assertThat(ROOT.resolve("src/.local")).doesNotExist();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void afterANoNothingIsInstalledAndItIsSaidWhatWillNotWork() throws Exception {
        String before = installed();

        Result start = run("n\n", "script", "-qec", "chroot " + ROOT + " /src/start", "/dev/null");
        Result test = run("n\n", "script", "-qec", "chroot " + ROOT + " /src/test", "/dev/null");

        assertThat(test.output())
                .containsPattern("gobgpd +package gobgpd: [0-9.]+ [kM]B to fetch, [0-9.]+ MB on disk\n")
                .contains("without it: ./test skips the tests with a real BGP speaker");
        for (Result result : List.of(start, test)) {
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.output())
                    .containsPattern(
                            "jdk +(JDK 25[0-9.+]* from its publisher into .local/: about 140 MB|package openjdk-25)")
                    .containsPattern("mvn +package maven: [0-9.]+ MB to fetch, [0-9]+ MB on disk")
                    .containsPattern("apt-get update && apt-get install -y --no-install-recommends .*maven.*\n")
                    .contains("Install that now? [y/N]", "Nothing was installed.")
                    .contains("Still missing: jdk; without it nothing can be built or run.")
                    .contains("Still missing: mvn; without it nothing can be built.");
        }
        assertThat(installed()).isEqualTo(before);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(3)
    void afterAYesWhatIsMissingIsInstalledAndTheTestsBegin() throws Exception {
        // A small part of the table, to keep this short.
        Path table = ROOT.resolve("src/build-config/needs");
        Files.write(
                table,
                Files.readAllLines(table).stream()
                        .filter(line -> line.matches("(jdk|mvn|stayrtr) .*"))
                        .toList());
        program(ROOT.resolve("usr/local/bin/mvn"), "echo \"mvn $* with $JAVA_HOME\"\n");
        Path archive = jdk();
        HttpServer publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/jdk.tar.gz", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(archive));
            Files.copy(archive, exchange.getResponseBody());
            exchange.close();
        });
        publisher.start();
        try {
            Result result = run(
                    "",
                    "chroot",
                    ROOT.toString(),
                    "env",
                    "OPENPEERING_JDK_URL=http://127.0.0.1:"
                            + publisher.getAddress().getPort() + "/jdk.tar.gz",
                    "OPENPEERING_JDK_SHA256=" + sha256(archive),
                    "GRAALVM_HOME=/opt/graalvm",
                    "/src/test",
                    "--yes",
                    "-o");

            assertThat(result.output())
                    .contains("Installed /src/.local/jdk-25")
                    .containsPattern("mvn -B -ntp -T 2 verify -o with /src/.local/jdk-25")
                    .doesNotContain("Not everything was tested");
            assertThat(result.code()).isZero();
        } finally {
            publisher.stop(0);
        }
        assertThat(installed()).contains("stayrtr", "curl", "ca-certificates");
    }

    private static Result quickest(String option) throws Exception {
        Result quickest = run("", "chroot", ROOT.toString(), "/src/start", option);
        for (int again = 0; again < 4; again++) {
            Result result = run("", "chroot", ROOT.toString(), "/src/start", option);
            quickest = result.took().compareTo(quickest.took()) < 0 ? result : quickest;
        }
        assertThat(quickest.took()).isLessThan(AT_ONCE);
        return quickest;
    }

    private static String installed() {
        return Commands.run(List.of("chroot", ROOT.toString(), "dpkg-query", "-W", "-f", "${Package}\n"), Map.of());
    }

    private static Result run(String typed, String... command) throws Exception {
        Path input = Files.writeString(folder.resolve("typed"), typed);
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // What this run has chosen is not for the bare root.
        builder.environment().keySet().removeIf(name -> name.equals("CI") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        long begun = System.nanoTime();
        int code = builder.start().waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Result(code, Files.readString(output).replace("\r", ""), took);
    }

    private static Path jdk() throws Exception {
        Path home = Files.createDirectories(folder.resolve("content/jdk-25"));
        Files.createDirectories(home.resolve("bin"));
        program(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");
        Path archive = folder.resolve("jdk.tar.gz");
        List<String> command = new ArrayList<>(List.of("tar", "-czf", archive.toString()));
        command.addAll(List.of("-C", folder.resolve("content").toString(), "jdk-25"));
        Commands.run(command, Map.of());
        return archive;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
