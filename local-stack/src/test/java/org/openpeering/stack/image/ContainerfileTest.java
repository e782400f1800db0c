/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;

class ContainerfileTest {
    @Test
    void theCommandMayBeBrokenOverLines() {
        Containerfile file =
                Containerfile.parse("# for tests\nFROM scratch\nENTRYPOINT [\"java\", \\\n  \"-jar\", \"a.jar\"]\n");

        assertThat(file.entrypoint()).containsExactly("java", "-jar", "a.jar");
    }

    @Test
    void aCommandForAShellIsRefused() {
        assertThatThrownBy(() ->
                        Containerfile.parse("ENTRYPOINT java -jar a.jar\n").entrypoint())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("JSON list");
    }

    static Stream<Path> services() {
        return Surroundings.SERVICES.stream()
                .flatMap(service -> Stream.of("Containerfile", "Containerfile.native")
                        .map(name -> Repository.root().resolve(service).resolve(name)));
    }

    static Stream<Path> all() {
        return Stream.concat(services(), Stream.of(Repository.root().resolve("agent/Containerfile")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyImageHasABaseByDigestANumericUserLabelsAndRunsNothing(Path path) {
        Containerfile file = Containerfile.read(path);

        assertThat(file.base()).matches("[a-z0-9./-]+@sha256:[0-9a-f]{64}");
        assertThat(file.lines()).contains("FROM ${BASE}", "USER 10001:10001");
        assertThat(file.lines()).noneMatch(line -> line.matches("(RUN|ADD|VOLUME|HEALTHCHECK|CMD|SHELL)\\b.*"));
        assertThat(String.join("\n", file.lines()))
                .contains(List.of(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.licenses=\"Apache-2.0\"",
                        "org.opencontainers.image.version=",
                        "org.opencontainers.image.revision=",
                        "org.opencontainers.image.created="));
        assertThat(file.entrypoint()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesAreProbedFromOutside(Path path) {
        assertThat(String.join("\n", Containerfile.read(path).lines())).contains("QUARKUS_MANAGEMENT_HOST=0.0.0.0");
    }

    @Test
    void anAgentListensOnNothing() {
        assertThat(Containerfile.read(Repository.root().resolve("agent/Containerfile"))
                        .lines())
                .noneMatch(line -> line.startsWith("EXPOSE"));
    }
}
