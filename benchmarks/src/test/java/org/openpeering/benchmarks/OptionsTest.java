/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void aSmallTrialIsAsked() {
        Options options = parse("--prefixes", "5000", "--seconds", "10", "--suite", "elsewhere");

        assertThat(options.size()).isEqualTo(5000);
        assertThat(options.suite()).isEqualTo(Path.of("elsewhere"));
        assertThat(options.atMost(60)).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.atMost(5)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void withoutOptionsItIsTheUsualSize() {
        assertThat(parse().size()).isEqualTo(100_000);
        assertThat(parse().atMost(60)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> parse("--peerings", "5")).hasMessageContaining("--peerings");
        assertThatThrownBy(() -> parse("--seconds")).hasMessageContaining("--seconds needs a value");
    }

    private static Options parse(String... arguments) {
        return Options.parse(arguments, "--prefixes", 100_000);
    }
}
