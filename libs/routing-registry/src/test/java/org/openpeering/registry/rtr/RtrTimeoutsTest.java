/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtrTimeoutsTest {
    @Test
    void aCacheIsGivenTheTimeThatIsConfigured() {
        RtrTimeouts timeouts = new RtrTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));

        RtrSettings settings = RtrSettings.of("rpki.example", 323).within(timeouts);

        assertThat(settings.connectTimeout()).isEqualTo(timeouts.connect());
        assertThat(settings.messageTimeout()).isEqualTo(timeouts.message());
        assertThat(settings.answerTimeout()).isEqualTo(timeouts.answer());
        assertThat(settings.name()).isEqualTo("rpki.example:323");
    }

    /** A socket takes zero for endless. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S", "PT0.0001S", "P2D"})
    void noTimeOutIsNoneOrEndless(Duration wrong) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RtrTimeouts(Duration.ofSeconds(1), wrong, Duration.ofSeconds(1)));
    }
}
