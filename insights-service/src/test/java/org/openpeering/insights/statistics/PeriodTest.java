/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.kit.error.ArmException;

class PeriodTest {
    @Test
    void wholeWindowsAreTaken() {
        Period period = Period.parse("2026-11-01T00:00:00Z", "2026-11-03T01:00:00+01:00", "pt1h");

        assertThat(period.windows()).isEqualTo(48);
        assertThat(period.grain()).isEqualTo(Granularity.PT1H);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2016-11-01T00:00:00Z | 2026-11-01T00:00:00Z | PT1M | to          | more than 2 days, the most that is answered at a granularity of PT1M
        2026-11-01T00:00:00Z | 2026-11-03T00:01:00Z | PT1M | to          | Ask for less, or at a coarser granularity
        2026-11-02T00:00:00Z | 2026-11-01T00:00:00Z | PT1H | to          | is not after
        2026-11-01T00:00:00Z | 2026-11-01T00:00:00Z | PT1H | to          | is not after
        2026-11-01T00:30:00Z | 2026-11-02T00:00:00Z | PT1H | from        | such as 2026-11-01T00:00:00Z
        2026-11-01T00:00:00Z | 2026-11-02T12:00:00Z | P1D  | to          | such as 2026-11-02T00:00:00Z
        2026-11-01T00:00:00Z | 2026-11-02T00:00:00Z | PT2M | granularity | there are PT1M, PT5M, PT1H, P1D
        2026-11-01T00:00:00Z | 2026-11-02T00:00:00Z |      | granularity | is required
                             | 2026-11-02T00:00:00Z | PT1H | from        | is required
        2026-11-01T00:00:00Z |                      | PT1H | to          | is required
        yesterday            | 2026-11-02T00:00:00Z | PT1H | from        | is not a time of RFC 3339
        """)
    void whatIsWrongIsRefusedWithTheMemberAndTheMend(
            String from, String to, String granularity, String member, String mend) {
        assertThatThrownBy(() -> Period.parse(from, to, granularity)).isInstanceOfSatisfying(ArmException.class, e -> {
            assertThat(e.error().target()).isEqualTo(member);
            assertThat(e.error().message()).contains(mend);
        });
    }
}
