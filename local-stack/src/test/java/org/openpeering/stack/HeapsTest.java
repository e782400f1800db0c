/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Repository;

/** Heap and collector are stated once for a JVM and once for an executable; images and documents say the same. */
class HeapsTest {
    private static final Path ROOT = Repository.root();

    @ParameterizedTest
    @ValueSource(strings = {"partner-service", "prefix-service", "insights-service", "gateway"})
    void documentAndImageSayWhatTheServiceStates(String service) throws IOException {
        List<String> options = options(service);
        String collector = only(options, "-XX:\\+Use\\w+GC").replaceAll("-XX:\\+Use|GC", "");
        String share = only(options, "-XX:MaxRAMPercentage=.*").replaceAll(".*=", "");

        assertThat(Files.readAllLines(ROOT.resolve("docs/operations/native.md")))
                .contains("| %s | %s, %s %% of the container's memory | Serial, %s |"
                        .formatted(service, collector, share, nativeHeap(service)));
        Path image = ROOT.resolve(service).resolve("Containerfile");
        if (Files.exists(image)) {
            assertThat(Files.readString(image))
                    .contains(options.stream().map(option -> '"' + option + '"').toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner-service", "prefix-service", "insights-service", "gateway"})
    void aJvmTakesTheFile(String service) {
        Path file = ROOT.resolve(service).resolve("jvm.options");
        List<String> command = List.of(Commands.jdkTool("java"), "@" + file, "-XX:+PrintFlagsFinal", "-version");
        String collector = only(options(service), "-XX:\\+Use\\w+GC").replaceAll("-XX:\\+", "");

        assertThat(Commands.run(command, java.util.Map.of())).containsPattern(collector + "\\s+= true");
    }

    private static List<String> options(String service) {
        try {
            return Files.readAllLines(ROOT.resolve(service).resolve("jvm.options")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String only(List<String> options, String form) {
        assertThat(options).filteredOn(option -> option.matches(form)).hasSize(1);
        return options.stream()
                .filter(option -> option.matches(form))
                .findFirst()
                .orElseThrow();
    }

    private static String nativeHeap(String service) throws IOException {
        Properties settings = new Properties();
        try (InputStream in =
                Files.newInputStream(ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
            settings.load(in);
        }
        List<String> arguments = Arrays.asList(
                settings.getProperty("quarkus.native.additional-build-args").split(",", -1));
        assertThat(arguments).contains("--gc=serial");
        return only(arguments, "-R:MaxHeapSize=.*").replaceAll(".*=", "");
    }
}
