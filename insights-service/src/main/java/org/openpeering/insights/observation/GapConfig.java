/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When it is told that something was not seen. */
@ConfigMapping(prefix = "openpeering.gaps")
public interface GapConfig {
    /** How long what made a gap must be gone before the gap has ended. */
    @WithDefault("PT30S")
    Duration calm();

    /** How soon after its end a gap that comes again is the same one. */
    @WithDefault("PT10M")
    Duration fold();

    /** How late a change of a route may reach its detector before that is a gap. */
    @WithDefault("PT30S")
    Duration lag();

    /** How long a gap is listed after its end. */
    @WithDefault("PT168H")
    Duration kept();
}
