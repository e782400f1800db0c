/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How long a window is, and over how much time it is answered at once. */
public enum Granularity {
    PT1M(Duration.ofMinutes(1), Duration.ofDays(2)),
    PT5M(Duration.ofMinutes(5), Duration.ofDays(14)),
    PT1H(Duration.ofHours(1), Duration.ofDays(100)),
    P1D(Duration.ofDays(1), Duration.ofDays(1096));

    private final Duration window;
    private final Duration longest;

    Granularity(Duration window, Duration longest) {
        this.window = window;
        this.longest = longest;
    }

    Duration window() {
        return window;
    }

    Duration longest() {
        return longest;
    }

    /** By its text, in any case. */
    static Optional<Granularity> find(String text) {
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
