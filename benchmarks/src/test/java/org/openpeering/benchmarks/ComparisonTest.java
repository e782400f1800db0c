/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void showsOldAndNewAndTheirRatioAndWhatOnlyOneHas() {
        List<String> before =
                List.of("PUT: p50, ms\t4.0", "gone\t1.0", "PUT: CPU per request, kafka, ms\t0.01", "stalls\t0.0");
        List<String> after =
                List.of("PUT: p50, ms\t3.0", "added\t2.0", "PUT: CPU per request, kafka, ms\t0.02", "stalls\t0.0");

        assertThat(Comparison.lines(before, after).map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "|old|new|new/old",
                        "PUT: p50, ms|4.00|3.00|0.75",
                        "added|-|2.00|-",
                        "stalls|0.00|0.00|-",
                        "gone|1.00|-|-");
    }
}
