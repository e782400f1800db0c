/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.stack.ScriptTree.Result;
import org.openpeering.stack.process.Await;
import org.openpeering.stack.process.Repository;

/** How {@code ./start} comes by a JDK that the distribution does not have: from an address, by its checksum, or not at all. */
class JdkDownloadTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);

    @TempDir
    Path folder;

    private ScriptTree tree;
    private Path content;
    private byte[] archive = {};
    private HttpServer publisher;

    /** How many bytes of the archive are sent before the connection stands still. */
    private int stallAfter = Integer.MAX_VALUE;

    @BeforeEach
    void serve() throws Exception {
        tree = new ScriptTree(folder).lend("curl").build();
        content = Files.createDirectories(folder.resolve("content"));
        tree.jdk(content.resolve("jdk-25.0.9+1"), "25.0.9");
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.setExecutor(threads);
        publisher.createContext("/jdk.tar.gz", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive, 0, Math.min(archive.length, stallAfter));
            exchange.getResponseBody().flush();
            if (stallAfter < archive.length) {
                awaitEnd();
            }
            exchange.close();
        });
        publisher.start();
        tree.with(
                "OPENPEERING_JDK_URL",
                "http://127.0.0.1:" + publisher.getAddress().getPort() + "/jdk.tar.gz");
    }

    @AfterEach
    void stop() {
        end.countDown();
        publisher.stop(0);
        threads.close();
    }

    @Test
    void itIsFetchedIntoTheTreeAndUsed() throws Exception {
        publish("jdk-25.0.9+1");

        Result result = tree.run("./start", "--yes");

        assertThat(result.errors()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.output())
                .contains("into .local/: about 140 MB to fetch, 300 MB on disk")
                .contains("This installs it:\n  " + tree.root + "/build-config/fetch-jdk.sh\n")
                .contains("launched ");
        assertThat(leftovers()).singleElement().asString().startsWith("jdk-25");
        assertThat(tree.run("./start").output()).as("the next time").startsWith("launched ");
    }

    @Test
    void wgetDoesAsWell() throws Exception {
        publish("jdk-25.0.9+1");
        Files.delete(folder.resolve("bin/curl"));

        assertThat(tree.lend("wget").run("./start", "--yes").output()).contains("launched ");
    }

    @Test
    void withoutEitherCurlIsInstalledFirst() throws Exception {
        publish("jdk-25.0.9+1");
        Path curl = folder.resolve("bin/curl");
        Path aside = Files.move(curl, folder.resolve("curl"));
        tree.program("id", "echo 0\n").apt("maven curl ca-certificates", "").program("apt-get", """
                        case " $* " in *" install -y "*) cp "%s" "%s" ;; esac
                        """.formatted(
                        aside, curl));

        Result result = tree.run("./start", "--yes");

        assertThat(result.output())
                .contains("apt-get install -y --no-install-recommends curl ca-certificates && ")
                .contains("without it: no JDK can be fetched")
                .contains("launched ");
    }

    @Test
    void withoutAYesNothingIsFetched() throws Exception {
        publish("jdk-25.0.9+1");

        Result result = tree.run("./start");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("Still missing: jdk; without it nothing can be built or run.");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aWrongChecksumInstallsNothingAndLeavesNothing() throws Exception {
        publish("jdk-25.0.9+1");
        String other = "0".repeat(64);

        Result result = tree.with("OPENPEERING_JDK_SHA256", other).run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors())
                .contains("No JDK was installed: the SHA-256 of the archive is " + sha256(archive) + ", it has to be "
                        + other);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anArchiveFromElsewhereNeedsTheChecksumOfTheTable() throws Exception {
        publish("jdk-25.0.9+1");
        tree.with("OPENPEERING_JDK_SHA256", "");

        Result result = tree.run("./start", "--yes");

        assertThat(result.errors()).contains("No JDK was installed: the SHA-256 of the archive is ");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void withoutAnyChecksumNothingIsEvenFetched() throws Exception {
        publish("jdk-25.0.9+1");
        tree.with("OPENPEERING_JDK_SHA256", "")
                .program("uname", "case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac\n");

        Result result = tree.run("./start", "--yes");

        assertThat(result.errors()).contains("no SHA-256 is known for http://127.0.0.1");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aDownloadThatBreaksOffLeavesNothing() throws Exception {
        publish("jdk-25.0.9+1");
        stallAfter = 100;
        end.countDown();

        Result result = tree.run("./start", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errors()).contains("No JDK was installed: the download failed.");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aDownloadThatIsStoppedLeavesNothing() throws Exception {
        publish("jdk-25.0.9+1");
        stallAfter = 100;
        Process fetch = tree.start("./build-config/fetch-jdk.sh");
        Await.until("the download", Duration.ofSeconds(20), () -> !leftovers().isEmpty());

        fetch.destroy();

        assertThat(fetch.waitFor()).isEqualTo(130);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whatAKilledDownloadLeftGoesWithTheNext() throws Exception {
        publish("jdk-25.0.9+1");
        Files.createDirectories(tree.root.resolve(".local/jdk.unfinished.x"));
        Files.createDirectories(tree.root.resolve(".local/jdk-25.0.4.1+1/bin"));

        assertThat(tree.run("./start", "--yes").output()).contains("launched ");
        assertThat(leftovers()).singleElement().asString().startsWith("jdk-25");
    }

    @Test
    void anArchiveThatLeavesItsFolderIsNotUnpacked() throws Exception {
        Files.createFile(folder.resolve("evil"));
        publish("jdk-25.0.9+1", "../evil");

        Result result = tree.run("./start", "--yes");

        assertThat(result.errors()).contains("No JDK was installed: the archive leaves its folder.");
        assertThat(leftovers()).isEmpty();
        assertThat(tree.root.resolve("evil")).doesNotExist();
    }

    @Test
    void norIsOneThatLeavesItByALink() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path link = Files.createSymbolicLink(content.resolve("jdk-25.0.9+1/link"), outside);
        List<String> members = new ArrayList<>(List.of("jdk-25.0.9+1"));
        // A second member goes through the link that the first one makes.
        Files.createDirectories(folder.resolve("second/jdk-25.0.9+1/link"));
        Files.createFile(folder.resolve("second/jdk-25.0.9+1/link/evil"));
        members.addAll(List.of("-C", folder.resolve("second").toString(), "jdk-25.0.9+1/link/evil"));
        publish(members.toArray(String[]::new));

        tree.run("./start", "--yes");

        assertThat(link).isSymbolicLink();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void anArchiveWithoutAJdkIsRefused() throws Exception {
        Files.delete(content.resolve("jdk-25.0.9+1/bin/javac"));
        publish("jdk-25.0.9+1");

        assertThat(tree.run("./start", "--yes").errors()).contains("the archive holds no JDK 25.");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void theTableNamesAReleaseWithItsChecksumForBothMachines() throws Exception {
        List<String[]> rows = Files.readAllLines(Repository.root().resolve("build-config/jdk")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +", -1))
                .toList();

        assertThat(rows).extracting(row -> row[0]).containsExactly("x86_64", "aarch64");
        for (String[] row : rows) {
            assertThat(row[1]).startsWith("25.");
            assertThat(row[2]).matches("[0-9a-f]{64}");
            assertThat(row[3])
                    .startsWith("https://")
                    .contains("/jdk-" + row[1].replace("+", "%2B") + "/")
                    .endsWith("_" + row[1].replace("+", "_") + ".tar.gz");
        }
    }

    /** Makes the archive of these members of the content, and its checksum the one that is wanted. */
    private void publish(String... members) throws Exception {
        Path file = folder.resolve("jdk.tar.gz");
        List<String> command = new ArrayList<>(List.of("tar", "-czPf", file.toString(), "-C", content.toString()));
        command.addAll(List.of(members));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        archive = Files.readAllBytes(file);
        tree.with("OPENPEERING_JDK_SHA256", sha256(archive));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** What is in .local of a JDK, finished or not. */
    private List<String> leftovers() {
        Path local = tree.root.resolve(".local");
        if (!Files.isDirectory(local)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(local)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("jdk"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
