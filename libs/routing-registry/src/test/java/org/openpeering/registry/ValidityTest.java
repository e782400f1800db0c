/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openpeering.registry.Validity.Word;

class ValidityTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @Test
    void aFileThatIsTouchedGetsNoYounger() {
        Instant built = NOW.minus(Duration.ofDays(3));

        Validity validity = Validity.of(built, null, NOW, NOW);

        assertThat(validity).isEqualTo(new Validity(built, Word.SOURCE, null, null));
        assertThat(validity.stale(NOW, TWO_HOURS)).isTrue();
    }

    @Test
    void aSourceWithoutAWordIsAsOldAsItsFile() {
        Instant changed = NOW.minusSeconds(7);

        assertThat(Validity.of(null, null, changed, NOW)).isEqualTo(new Validity(changed, Word.CARRIER, null, null));
    }

    @Test
    void aWordFromTheFutureIsNotBelieved() {
        Instant changed = NOW.minus(Duration.ofDays(1));

        Validity validity = Validity.of(NOW.plus(Duration.ofDays(365)), null, changed, NOW);

        assertThat(validity.asOf()).isEqualTo(changed);
        assertThat(validity.word()).isEqualTo(Word.CARRIER);
        assertThat(validity.warning()).contains("2027-05-04T10:00:00Z", "to come");
    }

    @Test
    void aFileFromTheFutureIsTakenForNew() {
        Validity validity = Validity.of(null, null, NOW.plusSeconds(3600), NOW);

        assertThat(validity.asOf()).isEqualTo(NOW);
        assertThat(validity.warning()).contains("2026-05-04T11:00:00Z");
    }

    @Test
    void clocksMayDifferALittle() {
        assertThat(Validity.of(NOW.plusSeconds(30), null, NOW, NOW))
                .isEqualTo(new Validity(NOW, Word.SOURCE, null, null));
        assertThat(Validity.of(null, null, NOW.plusSeconds(30), NOW).warning()).isNull();
    }

    @Test
    void whatTheSourceLetsNobodyUseIsStaleHoweverYoung() {
        Validity validity = Validity.confirmed(NOW, NOW.plusSeconds(600));

        assertThat(validity.stale(NOW.plusSeconds(600), TWO_HOURS)).isFalse();
        assertThat(validity.stale(NOW.plusSeconds(600).plusNanos(1), TWO_HOURS)).isTrue();
        assertThat(validity.until(NOW.plusSeconds(5)).expires()).isEqualTo(NOW.plusSeconds(5));
        assertThat(validity.until(NOW.plusSeconds(900)).expires()).isEqualTo(NOW.plusSeconds(600));
    }
}
