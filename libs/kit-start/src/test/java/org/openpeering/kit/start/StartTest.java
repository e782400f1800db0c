/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StartTest {
    @Test
    void whatCantBeReadIsToldOnOneLineEachWithKeyOriginAndCure() {
        assertThat(refusal(
                                "java.lang.IllegalArgumentException: SRCFG00039: The config property"
                                        + " openpeering.sample.port with the config value \"many\" threw an Exception"
                                        + " whilst being converted SRCFG00029: Expected an integer value, got \"many\"",
                                "java.util.NoSuchElementException: SRCFG00014: The config property"
                                        + " openpeering.sample.name is required but it could not be found in any config"
                                        + " source",
                                "SRCFG00050: openpeering.sample.prot in a test does not map to any root")
                        .lines())
                .containsExactly(
                        "refused to start: openpeering.sample.port (a file) can't be read: Expected an"
                                + " integer value, got \"many\". Correct the value: docs/operations/configuration.md lists"
                                + " all",
                        "refused to start: openpeering.sample.name is not set. Set it, for example by"
                                + " OPENPEERING_SAMPLE_NAME: docs/operations/configuration.md lists all",
                        "refused to start: openpeering.sample.prot (a file) is no setting of"
                                + " this service. Correct its spelling, or remove it: docs/operations/configuration.md"
                                + " lists all");
    }

    @Test
    void aFaultOfOursKeepsItsTrace() {
        assertThat(Start.refusal(new IllegalStateException("unforeseen"))).isEmpty();
    }

    @Test
    void aKeyIsKnownInWhateverSpelling() {
        List<Pattern> known =
                KnownKeys.patterns(List.of("openpeering.reserved-numbers", "openpeering.keys.*", "other"));

        assertThat(List.of("openpeering.reserved-numbers", "openpeering.reserved.numbers", "openpeering.keys.a1"))
                .allMatch(key -> KnownKeys.contain(known, key));
        assertThat(List.of("openpeering.reserved-number", "openpeering.keys", "openpeering.lab", "other"))
                .noneMatch(key -> KnownKeys.contain(known, key));
    }

    private static String refusal(String... problems) {
        return Start.refusal(new RuntimeException(
                        "Failed to start quarkus",
                        new ConfigValidationException(
                                Stream.of(problems).map(Problem::new).toArray(Problem[]::new))))
                .orElseThrow();
    }
}
