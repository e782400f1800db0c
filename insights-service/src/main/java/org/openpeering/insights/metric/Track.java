/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.util.List;
import java.util.Map;

/**
 * What one thing measured.
 *
 * @param dimensions of the metric's, as they are spelled there
 * @param cells in any order
 */
public record Track(Map<String, String> dimensions, List<Cell> cells) {
    public Track {
        dimensions = Map.copyOf(dimensions);
        cells = List.copyOf(cells);
    }
}
