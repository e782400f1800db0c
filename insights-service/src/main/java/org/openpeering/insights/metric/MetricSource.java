/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;
import org.openpeering.kit.error.ArmException;

/** Whoever has measured something. A metric without a source has no points. */
public interface MetricSource {
    /** Those that it answers for; no two sources answer for one. */
    Set<Metric> metrics();

    /** When more would have to be read than is read for an answer. */
    static ArmException tooMuch() {
        return MetricQuery.invalid(
                "timespan",
                "Of so long a time there is too much to be read for an answer; ask for a shorter 'timespan'.");
    }

    /** What was measured. */
    Uni<List<Track>> read(Reading reading);

    /**
     * What is asked for.
     *
     * @param finest cells need not tell more than this apart
     */
    record Reading(ResourceId resource, Metric metric, Timespan span, Grain finest) {}
}
