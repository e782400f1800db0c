/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.request.Text;
import org.openpeering.kit.error.ArmException;

class TextAndTimesTest {
    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0", "\ud800", "\udc00", "\ud800\ud800\udc00", "\udc00\ud800", "a\ud83d"})
    void aTextThatNothingCanKeepIsNone(String text) {
        assertThat(Text.fault(text)).isPresent();
    }

    @Test
    void everyOtherTextIsOneUpToItsLength() {
        assertThat(Text.fault("")).isEmpty();
        assertThat(Text.fault("Zürich \ud83d\ude00\n\uffff")).isEmpty();
        assertThat(Text.fault("x".repeat(Text.LONGEST))).isEmpty();
        assertThat(Text.fault("x".repeat(Text.LONGEST + 1))).isPresent();
    }

    @Test
    void aTimeIsOneOfTheYears1To9999() {
        assertThat(Times.find("2026-01-31T12:00:00Z")).contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(Times.find("2026-01-31T12:00:00.123456789+02:00")).isPresent();
        assertThat(Times.find("0001-01-01T00:00:00Z")).isPresent();
        assertThat(Times.find("9999-12-31T23:59:59.999999999Z")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+18:00",
                "9999-12-31T23:59:59-18:00",
                "2026-01-31",
                "tomorrow",
                "",
            })
    void whatIsNoTimeOfThoseYearsIsRefused(String text) {
        assertThat(Times.find(text)).isEmpty();
        assertThatThrownBy(() -> Times.parse("at", text)).isInstanceOf(ArmException.class);
    }

    @Test
    void aPlusThatWasReadAsABlankIsExplained() {
        assertThatThrownBy(() -> Times.parse("at", "2026-01-31T12:00:00 02:00")).hasMessageContaining("%2B");
    }
}
