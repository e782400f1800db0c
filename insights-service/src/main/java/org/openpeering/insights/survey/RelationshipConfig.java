/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.survey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.openpeering.insights.relationship.Inference.Bounds;

/** How often the own tables are read for who is whose customer, and how much of it is held. */
@ConfigMapping(prefix = "openpeering.relationships")
public interface RelationshipConfig {
    /** From one run to the next; the first is when the tables of a router have come. What is in force changes after three that agree. */
    @WithDefault("P1D")
    Duration interval();

    /** Routers whose tables are read, the first by name. */
    @WithDefault("16")
    int maxRouters();

    /** Pairs of networks that are held of one router's tables. */
    @WithDefault("600000")
    int maxLinks();

    /** Distinct paths that are counted of one router's tables, at 16 bytes during a run. */
    @WithDefault("4000000")
    int maxPaths();

    default Bounds bounds() {
        return new Bounds(maxLinks(), maxPaths());
    }
}
