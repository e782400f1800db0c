/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import java.time.Instant;
import org.openpeering.insights.latency.SeriesKey;

/** @param minute of the epoch */
public record WindowKey(SeriesKey series, long minute) {
    public Instant at() {
        return Instant.ofEpochSecond(60 * minute);
    }
}
